import GRDB
package import UsageModel

extension Ledger {
    /// What the daily comparisons of a controller that only observes come to; those whose
    /// observation was not proven do not count.
    ///
    /// - Parameter limit: how many comparisons to look back.
    package func comparison(limit: Int) throws(LedgerError) -> ShadowComparison {
        var found: [DriftReport] = []
        for header in try reports(limit: limit, command: DriftReport.comparison)
        where header.complete {
            if let report = try report(.id(header.id)) { found.append(report) }
        }
        return ShadowComparison(found)
    }

    /// The id of the last comparison, proven or not; nil where there is none.
    package func latestComparisonID() throws(LedgerError) -> String? {
        try reports(limit: 1, command: DriftReport.comparison).first?.id
    }

    /// The id of the last report, whoever asked for it, comparisons aside; nil where there is none.
    package func latestReportID() throws(LedgerError) -> String? {
        try read { db in
            guard let seq = try ReportQueries.seq(of: .latest, in: db) else { return nil }
            return try String.fetchOne(
                db, sql: "SELECT id FROM report WHERE seq = ?", arguments: [seq])
        }
    }
}
