import ConnectAPI
import Reconciliation
import UsageModel

/// What the platform holds of submitted files that others made, for comparison with what the
/// source says now: the ledger knows nothing of what is in them.
struct SentElsewhere {
    let client: ConnectClient

    /// Adds the sums by item of all submitted files of cells whose usage was read and where others
    /// submitted, alone or beside us.
    func add(
        to input: inout ReconciliationInput, for plan: Plan
    ) async throws(ConnectError) {
        let files = plan.cells.filter { $0.obligation != nil && hasAnswer($0.usage) }
            .map { $0.files.filter(\.file.status.isSubmitted) }
            .filter { $0.contains { !$0.isOurs } }
            .joined().map(\.file.id)
        guard !files.isEmpty else { return }
        input.platformTotals = try await client.itemTotals(of: Set(files).sorted())
    }

    private func hasAnswer(_ usage: CellUsage) -> Bool {
        switch usage.answer {
        case .records, .zero: true
        case .unknown, .notFetched: false
        }
    }
}
