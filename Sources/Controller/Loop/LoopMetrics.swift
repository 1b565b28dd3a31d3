package import Metrics
import NIOConcurrencyHelpers
import Reconciliation
package import UsageModel

/// Tells swift-metrics how the loop fares, in names that are a contract; none carries a contract or
/// a product, so that the number of series stays small.
package struct LoopMetrics: Sendable {
    /// How a cycle ended.
    package enum Result: String, Sendable, CaseIterable {
        /// In sync after something was done.
        case converged
        /// In sync, and nothing was to do.
        case inSync
        case drift, held, unproven, error

        /// - Parameter report: nil where the cycle failed as a whole.
        package init(_ report: DriftReport?) {
            guard let report else {
                self = .error
                return
            }
            switch Verdict(report) {
            case .inSync:
                self = report.cells.contains { $0.outcome != nil } ? .converged : .inSync
            case .drift: self = .drift
            case .held: self = .held
            case .unproven: self = .unproven
            case .error: self = .error
            }
        }

        /// Whether the cycle came to a verdict.
        var isSuccess: Bool { self != .unproven && self != .error }
    }

    /// Nil for the one that the process was set up with.
    private let factory: (any MetricsFactory)?
    /// Reasons that were held once: what is gone is told as 0, not left as it was.
    private let seenReasons = NIOLockedValueBox<Set<ReasonCode>>([])

    package init(factory: (any MetricsFactory)? = nil) {
        self.factory = factory
    }

    /// Notes the end of a cycle.
    ///
    /// Only a report whose observation is proven changes what is said of cells.
    /// - Parameter report: nil where the cycle failed as a whole.
    package func record(_ report: DriftReport?, duration: Duration, now: Timestamp) {
        let result = Result(report)
        let factory = factory ?? MetricsSystem.factory
        Counter(
            label: "usagectl_reconcile_total", dimensions: [("result", result.rawValue)],
            factory: factory
        ).increment()
        Timer(label: "usagectl_reconcile_duration_seconds", factory: factory)
            .recordNanoseconds(duration.nanoseconds)
        if result.isSuccess { set("usagectl_last_success_timestamp_seconds", now.seconds) }
        guard let report, report.observation.complete else { return }
        set("usagectl_last_proven_observation_timestamp_seconds", now.seconds)
        record(report.cells, now: now)
        // What a person said is known rings no bell, as it makes no exit code.
        let unknown = report.unattributed.filter { !$0.acknowledged }
        set("usagectl_unattributed_records", Int64(unknown.reduce(0) { $0 + $1.records }))
    }

    private func record(_ cells: [CellReport], now: Timestamp) {
        let states = Dictionary(grouping: cells, by: \.state).mapValues(\.count)
        for state in CellState.allCases {
            set("usagectl_cells", Int64(states[state] ?? 0), [("state", state.rawValue)])
        }
        set("usagectl_overdue_cells", Int64(cells.count { $0.overdue }))
        let oldest = cells.lazy.filter { $0.state == .missing }.map(\.cell.month).min()
        let age = oldest.map { now.since(Timestamp(startOf: $0.next.firstDay)) } ?? .zero
        set("usagectl_oldest_missing_age_seconds", max(0, age.components.seconds))
        let held = Dictionary(
            grouping: cells.filter { $0.decision.verb == .hold && !$0.acknowledged },
            by: \.decision.reason
        ).mapValues(\.count)
        let reasons = seenReasons.withLockedValue { seen in
            seen.formUnion(held.keys)
            return seen
        }
        for reason in reasons {
            set("usagectl_held_cells", Int64(held[reason] ?? 0), [("reason", reason.rawValue)])
        }
    }

    private func set(_ label: String, _ value: Int64, _ dimensions: [(String, String)] = []) {
        Meter(
            label: label, dimensions: dimensions, factory: factory ?? MetricsSystem.factory
        ).set(value)
    }
}

extension Duration {
    fileprivate var nanoseconds: Int64 {
        components.seconds * 1_000_000_000 + components.attoseconds / 1_000_000_000
    }
}
