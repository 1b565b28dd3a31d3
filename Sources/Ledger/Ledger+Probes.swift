import GRDB
package import UsageModel

extension Ledger {
    /// Records that a write to a staged file is about to be sent; it is on the disk before this
    /// returns.
    ///
    /// Beside a running writer too: a staged file is a person's, and nothing that a cycle decides
    /// depends on it.
    package func record(probe: ProbeIntent) throws(LedgerError) -> IntentID {
        guard probe.step != .submit, probe.step != .adopt else {
            throw .contradiction("a staged file is never to be \(probe.step.rawValue)ed")
        }
        return try writeAct { db in
            try refuseOtherBinding(in: db)
            return IntentID(number: try EntryStore.append(.probe(probe), to: db).seq)
        }
    }

    /// Records what became of a write to a staged file.
    package func record(
        outcome: WriteOutcome, ofProbe id: IntentID, in cell: Cell
    ) throws(LedgerError) {
        try writeAct { db in
            _ = try EntryStore.append(
                .probeOutcome(SettledWrite(intent: id, cell: cell, outcome: outcome)), to: db)
        }
    }

    /// The external ids of all files that this ledger ever staged.
    package func probes() throws(LedgerError) -> Set<String> {
        try read { db in
            let rows = try Row.fetchAll(
                db, sql: "SELECT * FROM entry WHERE kind = ?", arguments: [EntryKind.probe.rawValue]
            )
            return try rows.reduce(into: []) { names, row in
                guard case .probe(let probe) = try StoredEntry(row).fact() else { return }
                names.insert(probe.externalID)
            }
        }
    }
}
