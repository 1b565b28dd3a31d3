package import Ledger
package import UsageModel

/// What the pages show, read beside the loop that writes it: no page ever makes a cycle wait.
package protocol StatusRecord: Sendable {
    /// The id of the report that the front page shows, nil before the first one.
    func latestID() async throws -> String?
    func report(id: String) async throws -> DriftReport?
    /// The newest first.
    func reports(limit: Int) async throws -> [ReportHeader]
    /// What was recorded about a cell and about its files, the newest first.
    func history(of cell: Cell, files: [UsageFileID]) async throws -> [HistoryEntry]
    /// The policies that the last cycle decided by; nil where none is recorded.
    func policies() async throws -> PoliciesInForce?
    /// The id of the last comparison with what others sent, nil where there is none.
    func latestComparisonID() async throws -> String?
    /// What the daily comparisons come to.
    ///
    /// - Parameter limit: how many comparisons to look back.
    func comparison(limit: Int) async throws -> ShadowComparison
}
