import CoreMetrics
import StatusServer
import Testing

struct PrometheusRegistryTests {
    @Test func `each kind of metric is written as Prometheus reads it`() {
        let registry = PrometheusRegistry()
        let factory = registry.factory
        Counter(
            label: "usagectl_reconcile_total", dimensions: [("result", "drift")], factory: factory
        )
        .increment(by: 3)
        Meter(label: "usagectl_overdue_cells", factory: factory).set(2)
        Timer(label: "usagectl_reconcile_duration_seconds", factory: factory)
            .recordNanoseconds(1_500_000_000)
        let text = registry.exposition
        #expect(
            text.contains(
                """
                # HELP usagectl_reconcile_total Cycles that ended, by result.
                # TYPE usagectl_reconcile_total counter
                usagectl_reconcile_total{result="drift"} 3

                """))
        #expect(text.contains("# TYPE usagectl_overdue_cells gauge\nusagectl_overdue_cells 2\n"))
        #expect(text.contains("usagectl_reconcile_duration_seconds_bucket{le=\"1\"} 0\n"))
        #expect(text.contains("usagectl_reconcile_duration_seconds_bucket{le=\"2.5\"} 1\n"))
        #expect(text.contains("usagectl_reconcile_duration_seconds_bucket{le=\"+Inf\"} 1\n"))
        #expect(text.contains("usagectl_reconcile_duration_seconds_sum 1.5\n"))
        #expect(text.contains("usagectl_reconcile_duration_seconds_count 1\n"))
    }

    @Test func `the order in which labels are given does not matter`() {
        let registry = PrometheusRegistry()
        for labels in [[("b", "2"), ("a", "1")], [("a", "1"), ("b", "2")]] {
            Counter(label: "x_total", dimensions: labels, factory: registry.factory).increment()
        }
        #expect(registry.exposition.contains("x_total{a=\"1\",b=\"2\"} 2\n"))
    }

    @Test func `a label's value is escaped, a name made valid`() {
        let registry = PrometheusRegistry()
        Counter(
            label: "1 bad.name_total", dimensions: [("la-bel", "a\"b\\c\nd")],
            factory: registry.factory
        ).increment()
        #expect(registry.exposition.contains("__bad_name_total{la_bel=\"a\\\"b\\\\c\\nd\"} 1\n"))
    }

    @Test func `numbers are written so that they read back`() {
        let registry = PrometheusRegistry()
        let meter = Meter(label: "m", factory: registry.factory)
        let cases: [(Double, String)] = [
            (1, "1"), (0.25, "0.25"), (-3, "-3"), (.infinity, "+Inf"), (-.infinity, "-Inf"),
            (.nan, "NaN"), (1e300, "1e+300"),
        ]
        for (value, text) in cases {
            meter.set(value)
            #expect(registry.exposition.hasSuffix("\nm \(text)\n"))
        }
        meter.set(4)
        meter.decrement(by: 1.5)
        #expect(registry.exposition.hasSuffix("\nm 2.5\n"))
    }

    @Test func `a counter never falls`() {
        let registry = PrometheusRegistry()
        let counter = FloatingPointCounter(label: "c_total", factory: registry.factory)
        counter.increment(by: 2.5)
        counter.increment(by: -1)
        counter.increment(by: Double.nan)
        #expect(registry.exposition.hasSuffix("\nc_total 2.5\n"))
    }

    @Test func `a label without bounds does not fill the memory`() {
        let registry = PrometheusRegistry()
        for number in 0..<1500 {
            Counter(
                label: "c_total", dimensions: [("id", "\(number)")], factory: registry.factory
            ).increment()
        }
        #expect(registry.exposition.count { $0 == "\n" } == 1002)
    }

    @Test func `a name has one kind`() {
        let registry = PrometheusRegistry()
        Counter(label: "c_total", factory: registry.factory).increment()
        Meter(label: "c_total", factory: registry.factory).set(7)
        #expect(registry.exposition.hasSuffix("# TYPE c_total counter\nc_total 1\n"))
    }

    @Test func `the build is told by a gauge that is always 1`() {
        let registry = PrometheusRegistry()
        registry.setBuild(version: "1.2.3", commit: "abc")
        #expect(
            registry.exposition.hasSuffix(
                "usagectl_build_info{commit=\"abc\",version=\"1.2.3\"} 1\n"))
    }
}
