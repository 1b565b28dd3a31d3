import CoreMetrics
import NIOConcurrencyHelpers

/// Holds all series of a process and writes them in Prometheus' text format 0.0.4.
package struct PrometheusRegistry: Sendable {
    private let families = NIOLockedValueBox<[String: MetricFamily]>([:])

    /// Upper bounds in seconds, from one quick request to a cycle that reads a large account.
    private static let bounds = [
        0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300, 600, 1800,
    ]

    package init() {}

    /// The registry as the backend of swift-metrics: `MetricsSystem.bootstrap(registry.factory)`.
    package var factory: PrometheusMetrics { PrometheusMetrics(registry: self) }

    /// Says which build runs; a gauge that is always 1.
    ///
    /// - Parameter commit: of the sources, nil where the build does not know it.
    package func setBuild(version: String, commit: String? = nil) {
        let labels = [("version", version)] + (commit.map { [("commit", $0)] } ?? [])
        gauge("usagectl_build_info", labels)?.set(Int64(1))
    }

    /// All families by name; what has no series yet is left out.
    package var exposition: String {
        families.withLockedValue { $0 }.sorted { $0.key < $1.key }.map { name, family in
            family.exposition(name, help: MetricHelp.text(of: name))
        }.joined()
    }

    // MARK: - Series, nil where the name has another kind already or too many series

    func counter(_ label: String, _ dimensions: [(String, String)]) -> CounterSeries? {
        let labels = MetricLabels(dimensions)
        return change(label, .counter([:])) { family in
            guard case .counter(var series) = family.kind else { return nil }
            let own = Self.series(&series, labels) { CounterSeries() }
            family.kind = .counter(series)
            return own
        }
    }

    func gauge(_ label: String, _ dimensions: [(String, String)]) -> GaugeSeries? {
        let labels = MetricLabels(dimensions)
        return change(label, .gauge([:])) { family in
            guard case .gauge(var series) = family.kind else { return nil }
            let own = Self.series(&series, labels) { GaugeSeries() }
            family.kind = .gauge(series)
            return own
        }
    }

    func histogram(_ label: String, _ dimensions: [(String, String)]) -> HistogramSeries? {
        let labels = MetricLabels(dimensions)
        return change(label, .histogram([:])) { family in
            guard case .histogram(var series) = family.kind else { return nil }
            let own = Self.series(&series, labels) { HistogramSeries(bounds: Self.bounds) }
            family.kind = .histogram(series)
            return own
        }
    }

    private func change<Series>(
        _ label: String, _ kind: MetricFamily.Kind, _ body: (inout MetricFamily) -> Series?
    ) -> Series? {
        families.withLockedValue {
            body(&$0[MetricText.name(label), default: MetricFamily(kind: kind)])
        }
    }

    private static func series<Series>(
        _ all: inout [MetricLabels: Series], _ labels: MetricLabels, make: () -> Series
    ) -> Series? {
        if let own = all[labels] { return own }
        guard all.count < MetricFamily.mostSeries else { return nil }
        let own = make()
        all[labels] = own
        return own
    }
}
