import GRDB
package import UsageModel

extension Ledger {
    /// Records a report, as what changed since the last one of the same command.
    package func record(report: DriftReport) throws(LedgerError) {
        let previous = try lastReport(of: report.command)
        let change = ReportChange(report, after: previous)
        let seq = try write { db in
            guard try ReportQueries.seq(of: .id(report.id), in: db) == nil else {
                throw LedgerError.contradiction("there is a report '\(report.id)' already")
            }
            return try EntryStore.append(.report(change), to: db)
        }
        lastReports[report.command] = RecordedReport(seq: seq, depth: change.depth, report: report)
    }

    /// The recorded reports, newest first.
    package func reports(
        limit: Int, command: String? = nil
    ) throws(LedgerError) -> [ReportHeader] {
        try read { db in try ReportQueries.headers(limit: limit, command: command, in: db) }
    }

    /// A report as it was recorded; nil where there is none.
    package func report(_ selection: ReportSelection) throws(LedgerError) -> DriftReport? {
        try read { db in
            guard let seq = try ReportQueries.seq(of: selection, in: db) else { return nil }
            return try ReportQueries.report(at: seq, in: db).report
        }
    }

    private func lastReport(of command: String) throws(LedgerError) -> RecordedReport? {
        if let cached = lastReports[command] { return cached }
        return try read { db in
            guard let seq = try ReportQueries.seq(of: .latestOf(command: command), in: db) else {
                return nil
            }
            return try ReportQueries.report(at: seq, in: db)
        }
    }
}
