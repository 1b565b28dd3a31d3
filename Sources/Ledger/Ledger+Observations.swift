import GRDB
package import UsageModel

extension Ledger {
    /// Records what a proven observation showed; files are stored as changes. Files that were known
    /// and are neither seen nor explained stay known: an observation may cover a part only. A file
    /// that was once seen submitted is never explained away.
    ///
    /// - Parameter lastAct: the last person's act that was known when the observation began. One
    ///   that is older than what a person has accepted since is not recorded: it would bring back
    ///   what they called gone.
    package func record(
        observation: ObservationEntry, knowing lastAct: Int64? = nil
    ) throws(LedgerError) {
        try write { db in
            try refuseOtherBinding(in: db)
            if let lastAct, try EntryStore.last(.baseline, in: db) > lastAct { return }
            let known = try LedgerQueries.knownFiles(in: db)
            let submitted = try LedgerQueries.submittedFiles(in: db)
            let change = ObservationChange(
                at: observation.at, contracts: observation.contracts, seen: observation.files.count,
                added: observation.files.subtracting(known).sorted(),
                removed: observation.explained.subtracting(observation.files).intersection(known)
                    .subtracting(submitted).sorted(),
                submitted: observation.submitted.subtracting(submitted).sorted())
            try EntryStore.append(.observation(change), to: db)
        }
    }

    /// Records that a person accepted what Connect shows now, another account included.
    package func record(baseline: Baseline) throws(LedgerError) {
        try writeAct { db in
            let known = try LedgerQueries.knownFiles(in: db)
            let change = BaselineChange(
                binding: baseline.binding, contracts: baseline.contracts, added: [],
                removed: known.intersection(baseline.gone).sorted(), by: baseline.by,
                at: baseline.at,
                note: baseline.note)
            try EntryStore.append(.baseline(change), to: db)
        }
    }

    /// What the ledger is bound to; nil for one that does not exist yet.
    package var binding: LedgerBinding? {
        get throws(LedgerError) { try read(LedgerQueries.binding) }
    }

    /// Compares the account that Connect names with the ledger's, and binds a ledger that
    /// knows none.
    ///
    /// Only a ledger that is open exclusively is bound; others are compared only.
    package func bind(account: AccountID, at now: Timestamp) throws(LedgerError) {
        guard let own = try binding else { return }
        var named = own
        named.account = account
        if let difference = own.difference(to: named) { throw .otherBinding(difference) }
        guard named != own, mode == .exclusive else { return }
        try write { db in
            _ = try EntryStore.append(.bound(Bound(binding: named, at: now)), to: db)
        }
    }
}
