import GRDB
package import UsageModel

extension Ledger {
    /// Whether no proven observation was ever recorded here.
    package var isFresh: Bool {
        get throws(LedgerError) { try read(LedgerQueries.isFresh) }
    }

    /// The hash of the last entry, 64 hexadecimal digits; zeros for a ledger without entries.
    ///
    /// Kept elsewhere, it lets `verify` find a ledger whose last entries were cut off.
    package var head: String {
        get throws(LedgerError) { try read { db in try EntryStore.last(in: db).hash.text } }
    }

    /// The number of entries and the hash of the last one, from one state of the ledger.
    package var place: ReportLedger {
        get throws(LedgerError) {
            try read { db in
                let last = try EntryStore.last(in: db)
                return ReportLedger(entries: Int(last.seq), head: last.hash.text)
            }
        }
    }

    /// The number of the last entry that holds a person's act, a baseline included; 0 for none.
    ///
    /// Cheap enough to be asked every second: another process may have added one.
    package var lastAct: Int64 {
        get throws(LedgerError) { try read(EntryStore.lastAct) }
    }

    /// Everything that a cycle wants to know, from one state of the ledger.
    package func knowledge() throws(LedgerError) -> LedgerKnowledge {
        try read { db in
            var knowledge = LedgerKnowledge(
                isFresh: try LedgerQueries.isFresh(in: db),
                contracts: try LedgerQueries.contracts(in: db),
                cells: try HistoryReader.cells(in: db),
                files: try LedgerQueries.knownFiles(in: db),
                submittedFiles: try LedgerQueries.submittedFiles(in: db),
                assignments: try LedgerQueries.assignments(in: db),
                approvals: try LedgerQueries.approvals(in: db),
                acknowledgements: try LedgerQueries.acknowledgements(in: db),
                resends: try LedgerQueries.resends(in: db))
            knowledge.lastAct = try EntryStore.lastAct(in: db)
            knowledge.lastBaseline = try EntryStore.last(.baseline, in: db)
            return knowledge
        }
    }

    /// The uploads to a cell's files that the platform may have taken, oldest first.
    package func sentUsage(for cell: Cell) throws(LedgerError) -> [SentFile] {
        try read { db in
            try WriteState.fetchAll(of: cell, in: db).compactMap { SentFile($0) }
        }
    }

    /// What the submitted files of a pair contained in months before `month`, oldest month first:
    /// for each file its last answered upload.
    package func submittedUsage(
        of pair: CellPair, before month: BillingMonth
    ) throws(LedgerError) -> [SentFile] {
        try read { db in try HistoryReader.submitted(pair, before: month, in: db) }
    }

    /// How many submits were sent since an instant, that one included; refused ones count, unsent
    /// ones do not.
    package func submits(since instant: Timestamp) throws(LedgerError) -> Int {
        try read { db in
            try Int.fetchOne(
                db,
                sql: """
                    SELECT count(*) FROM write_state
                    WHERE step = 'submit' AND at >= ? AND coalesce(result, '') <> 'notSent'
                    """, arguments: [instant.microseconds]) ?? 0
        }
    }

    /// The latest entries about a cell, file, subscription or report, newest first.
    package func entries(about subject: String, limit: Int = 100) throws(LedgerError)
        -> [LedgerEntry]
    {
        try read { db in try EntryStore.entries(about: subject, limit: limit, in: db) }
    }
}
