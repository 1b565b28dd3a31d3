import GRDB
package import UsageModel

extension Ledger {
    /// Records a report, as what changed since the last one of the same command, and gives its
    /// place in the ledger.
    @discardableResult
    package func record(report: DriftReport) throws(LedgerError) -> ReportLedger {
        var report = report
        report.ledger = nil
        let previous = try lastReport(of: report.command)
        let change = ReportChange(report, after: previous)
        let entry = try write { db in
            guard try ReportQueries.seq(of: .id(report.id), in: db) == nil else {
                throw LedgerError.contradiction("there is a report '\(report.id)' already")
            }
            return try EntryStore.append(.report(change), to: db)
        }
        let isWhole = change.base == nil
        lastReports[report.command] = RecordedReport(
            seq: entry.seq, key: change.key ?? entry.seq,
            month: isWhole
                ? BillingMonth(of: report.asOf.date)
                : previous?.month ?? BillingMonth(of: report.asOf.date),
            weight: isWhole ? 0 : change.weight + entry.size,
            whole: isWhole ? entry.size : previous?.whole ?? 0, report: report)
        return ReportLedger(entries: Int(entry.seq), head: entry.hash.text)
    }

    /// The recorded reports, newest first.
    package func reports(
        limit: Int, command: String? = nil
    ) throws(LedgerError) -> [ReportHeader] {
        try read { db in try ReportQueries.headers(limit: limit, command: command, in: db) }
    }

    /// A report as it was recorded, with the ledger's head behind it; nil where there is none.
    package func report(_ selection: ReportSelection) throws(LedgerError) -> DriftReport? {
        try read { db in
            guard let seq = try ReportQueries.seq(of: selection, in: db) else { return nil }
            var report = try ReportQueries.report(at: seq, in: db)
            report.ledger = try EntryStore.entry(at: seq, in: db).map {
                ReportLedger(entries: Int(seq), head: $0.hash.text)
            }
            return report
        }
    }

    /// The cell as the last report of a command had it; nil where that had no such cell.
    package func latest(
        _ cell: Cell, of command: String
    ) throws(LedgerError) -> CellReport? {
        try read { db in try ReportState.cell(cell, of: command, in: db) }
    }

    /// What the last report, of whatever command, knew to be unattributed.
    package var latestUnattributed: [UnattributedUsage] {
        get throws(LedgerError) { try read(ReportState.latestUnattributed) }
    }

    /// How what was decided about a cell changed, oldest first.
    package func decisions(about cell: Cell) throws(LedgerError) -> [DecisionChange] {
        try read { db in try DecisionTable.rows(of: cell, in: db) }
    }

    /// Those of some cells that did not get through when a cycle acted on them last: by the last
    /// outcome that any report has of them.
    package func failed(among cells: [Cell]) throws(LedgerError) -> Set<Cell> {
        try read { db in
            let failed = try cells.filter { cell in
                try DecisionTable.lastOutcome(of: cell, in: db)?.result.isFailure ?? false
            }
            return Set(failed)
        }
    }

    private func lastReport(of command: String) throws(LedgerError) -> RecordedReport? {
        if let cached = lastReports[command] { return cached }
        return try read { db in try ReportQueries.last(of: command, in: db) }
    }
}
