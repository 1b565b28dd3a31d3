import ConnectAPI
import Reconciliation
import UsageModel

/// What the platform holds of submitted files whose rows this ledger does not know, for comparison
/// with what the source says now: files that others made, or uploaded again.
struct SentElsewhere {
    let client: ConnectClient

    /// Adds the sums by item of all submitted files of cells whose usage was read and that the plan
    /// could not compare from the ledger alone. A cell whose records are not proven is not
    /// compared, and says so.
    func add(
        to input: inout ReconciliationInput, for plan: Plan
    ) async throws(ConnectError) {
        let open = plan.cells.filter {
            $0.obligation != nil && hasAnswer($0.usage) && $0.assessment.difference == nil
        }
        let files = open.flatMap { $0.files.filter(\.file.status.isSubmitted) }.map(\.file.id)
        guard !files.isEmpty else { return }
        let reading = try await client.itemTotals(of: Set(files).sorted())
        input.platformTotals = reading.sums
        input.unprovenRecords = reading.unproven
    }

    private func hasAnswer(_ usage: CellUsage) -> Bool {
        switch usage.answer {
        case .records, .zero: true
        case .unknown, .notFetched: false
        }
    }
}
