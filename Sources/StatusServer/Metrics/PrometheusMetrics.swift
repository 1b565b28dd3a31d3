package import CoreMetrics

/// The backend of swift-metrics: every name is one family of the registry.
///
/// A series lives as long as the process, so that a gauge does not vanish from a graph; hence
/// nothing is destroyed.
package struct PrometheusMetrics: MetricsFactory {
    let registry: PrometheusRegistry

    package func makeCounter(
        label: String, dimensions: [(String, String)]
    ) -> any CounterHandler {
        registry.counter(label, dimensions) ?? CounterSeries()
    }

    package func makeFloatingPointCounter(
        label: String, dimensions: [(String, String)]
    ) -> any FloatingPointCounterHandler {
        registry.counter(label, dimensions) ?? CounterSeries()
    }

    package func makeMeter(label: String, dimensions: [(String, String)]) -> any MeterHandler {
        registry.gauge(label, dimensions) ?? GaugeSeries()
    }

    /// - Parameter aggregate: false for what swift-metrics calls a gauge.
    package func makeRecorder(
        label: String, dimensions: [(String, String)], aggregate: Bool
    ) -> any RecorderHandler {
        guard aggregate else { return registry.gauge(label, dimensions) ?? GaugeSeries() }
        return registry.histogram(label, dimensions) ?? HistogramSeries(bounds: [])
    }

    package func makeTimer(label: String, dimensions: [(String, String)]) -> any TimerHandler {
        registry.histogram(label, dimensions) ?? HistogramSeries(bounds: [])
    }

    package func destroyCounter(_ handler: any CounterHandler) {}

    package func destroyFloatingPointCounter(_ handler: any FloatingPointCounterHandler) {}

    package func destroyMeter(_ handler: any MeterHandler) {}

    package func destroyRecorder(_ handler: any RecorderHandler) {}

    package func destroyTimer(_ handler: any TimerHandler) {}
}
