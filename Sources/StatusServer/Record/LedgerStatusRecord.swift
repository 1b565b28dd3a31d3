package import Ledger
package import UsageModel

/// The record as a ledger holds it, read over a connection of its own.
package struct LedgerStatusRecord: StatusRecord {
    private let ledger: Ledger

    /// - Parameter ledger: opened to read; the loop keeps its own connection.
    package init(_ ledger: Ledger) {
        self.ledger = ledger
    }

    /// The last report of the loop; without any, the last one of a person.
    ///
    /// A person's narrowed `diff` does not take the place of what the loop knows of everything.
    package func latestID() async throws -> String? {
        let ofLoop = try await ledger.reports(limit: 1, command: "run").first?.id
        if let ofLoop { return ofLoop }
        return try await ledger.latestReportID()
    }

    package func report(id: String) async throws -> DriftReport? {
        try await ledger.report(.id(id))
    }

    package func reports(limit: Int) async throws -> [ReportHeader] {
        try await ledger.reports(limit: limit)
    }

    package func history(of cell: Cell, files: [UsageFileID]) async throws -> [HistoryEntry] {
        var entries: [LedgerEntry] = []
        for subject in [cell.description] + files.map(\.text) {
            entries += try await ledger.entries(about: subject, limit: Self.longestHistory)
        }
        let latest = entries.sorted { $0.seq > $1.seq }.prefix(Self.longestHistory)
        return latest.map { HistoryEntry($0) }
    }

    package func policies() async throws -> PoliciesInForce? {
        try await ledger.policiesInForce()
    }

    package func latestComparisonID() async throws -> String? {
        try await ledger.latestComparisonID()
    }

    package func comparison(limit: Int) async throws -> ShadowComparison {
        try await ledger.comparison(limit: limit)
    }

    private static let longestHistory = 200
}
