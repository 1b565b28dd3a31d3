import Ledger
import NIOConcurrencyHelpers
import StatusServer
import UsageModel

/// A record whose comparisons grow, and that counts how often they are read.
final class GrowingComparisons: StatusRecord {
    private struct State {
        var comparisons: [DriftReport]
        var readings = 0
    }

    private let fixed = FixedRecord()
    private let state: NIOLockedValueBox<State>

    /// - Parameter comparisons: the newest first.
    init(_ comparisons: [DriftReport]) {
        state = NIOLockedValueBox(State(comparisons: comparisons))
    }

    var readings: Int { state.withLockedValue { $0.readings } }

    func add(_ comparison: DriftReport) {
        state.withLockedValue { $0.comparisons.insert(comparison, at: 0) }
    }

    func latestComparisonID() async throws -> String? {
        state.withLockedValue { $0.comparisons.first?.id }
    }

    func comparison(limit: Int) async throws -> ShadowComparison {
        state.withLockedValue { state in
            state.readings += 1
            return ShadowComparison(state.comparisons)
        }
    }

    func latestID() async throws -> String? { try await fixed.latestID() }

    func report(id: String) async throws -> DriftReport? { try await fixed.report(id: id) }

    func reports(limit: Int) async throws -> [ReportHeader] {
        try await fixed.reports(limit: limit)
    }

    func history(of cell: Cell, files: [UsageFileID]) async throws -> [HistoryEntry] {
        try await fixed.history(of: cell, files: files)
    }

    func policies() async throws -> PoliciesInForce? { try await fixed.policies() }
}
