import ConnectAPI
import Controller
import CoreMetrics
import Logging
import StatusServer
import TestSupport
import Testing
import UsageModel

/// What the client and the loop tell swift-metrics, as Prometheus is told it.
struct InstrumentationTests {
    private static let now = SampleWorld.now

    /// The metrics of a few requests and cycles.
    static func exposition(
        _ body: (LoopMetrics, PrometheusRegistry) async throws -> Void
    ) async throws -> String {
        let registry = PrometheusRegistry()
        try await withMetricsFactory(registry.factory) { () async throws in
            try await body(LoopMetrics(), registry)
        }
        return registry.exposition
    }

    static func client(status: Int = 200) throws -> ConnectClient {
        ConnectClient(
            configuration: try ConnectConfiguration(
                endpoint: "https://connect.example/public/v1", apiKey: "SU-1:secret",
                retry: RetryPolicy(attempts: 1), version: "1.0"),
            transport: AnsweringTransport(status: status), logger: ServedPages.quiet)
    }

    @Test func `requests are counted by operation and code, whatever ids they name`() async throws {
        let text = try await Self.exposition { _, _ in
            _ = try await Self.client().usageFiles()
            _ = try await Self.client().marketplaces()
            for id in ["UF-1", "UF-2"] {
                _ = try? await Self.client(status: 503).usageFile(UsageFileID(id))
            }
            _ = try? await Self.client().items(of: "PRD-1")
            _ = try? await ConnectWriter(Self.client(status: 400)).submit("UF-3")
        }
        for line in [
            "{code=\"200\",operation=\"listUsageFiles\"} 1",
            "{code=\"200\",operation=\"listMarketplaces\"} 1",
            "{code=\"503\",operation=\"getUsageFile\"} 2",
            "{code=\"answerTooLarge\",operation=\"listItems\"} 1",
            "{code=\"400\",operation=\"submitUsageFile\"} 1",
        ] { #expect(text.contains("usagectl_api_requests_total" + line + "\n")) }
        #expect(
            text.contains(
                "usagectl_api_request_duration_seconds_count{operation=\"getUsageFile\"} 2\n"))
        #expect(!text.contains("UF-") && !text.contains("PRD-"))
    }

    @Test func `a cycle tells its cells, and what is gone is told as nothing`() async throws {
        let report = SampleWorld.report
        var later = report
        later.cells = report.cells.map { SampleWorld.settled($0.cell) }
        later.conservation = Conservation(delivered: 1, inFiles: 1, held: 0, unattributed: 0)
        let registry = PrometheusRegistry()
        let metrics = LoopMetrics(factory: registry.factory)
        metrics.record(report, duration: .seconds(2), now: Self.now)
        let first = registry.exposition
        for line in [
            "usagectl_reconcile_total{result=\"held\"} 1", "usagectl_cells{state=\"missing\"} 6",
            "usagectl_cells{state=\"stuck\"} 0", "usagectl_overdue_cells 5",
            "usagectl_held_cells{reason=\"limit.firstFile\"} 2", "usagectl_unattributed_records 8",
            "usagectl_last_success_timestamp_seconds \(Self.now.seconds)",
            "usagectl_last_proven_observation_timestamp_seconds \(Self.now.seconds)",
            "usagectl_reconcile_duration_seconds_sum 2",
        ] { #expect(first.contains(line + "\n"), "\(line)") }
        let october = Timestamp(startOf: SampleWorld.months[5].firstDay)
        let age = Self.now.since(october).components.seconds
        #expect(first.contains("usagectl_oldest_missing_age_seconds \(age)\n"))
        later.unattributed = []
        metrics.record(later, duration: .seconds(1), now: Self.now)
        let second = registry.exposition
        for line in [
            "usagectl_reconcile_total{result=\"inSync\"} 1", "usagectl_cells{state=\"missing\"} 0",
            "usagectl_held_cells{reason=\"limit.firstFile\"} 0", "usagectl_overdue_cells 0",
            "usagectl_oldest_missing_age_seconds 0", "usagectl_unattributed_records 0",
        ] { #expect(second.contains(line + "\n"), "\(line)") }
        #expect(!second.contains("CRD-") && !second.contains("PRD-"))
    }

    @Test func `an unproven cycle says nothing of cells`() async throws {
        var report = SampleWorld.report
        report.observation.complete = false
        let registry = PrometheusRegistry()
        let metrics = LoopMetrics(factory: registry.factory)
        metrics.record(report, duration: .seconds(2), now: Self.now)
        metrics.record(nil, duration: .seconds(2), now: Self.now)
        let text = registry.exposition
        #expect(text.contains("usagectl_reconcile_total{result=\"error\"} 1\n"))
        #expect(text.contains("usagectl_reconcile_total{result=\"unproven\"} 1\n"))
        #expect(!text.contains("usagectl_cells") && !text.contains("success_timestamp"))
    }

    @Test func `a cycle that did something and is in sync converged`() {
        var report = SampleWorld.report
        report.unattributed = []
        report.cells = [SampleWorld.settled(SampleWorld.rejectedCell)]
        #expect(LoopMetrics.Result(report) == .inSync)
        report.cells[0].outcome = Outcome(result: .submitted)
        #expect(LoopMetrics.Result(report) == .converged)
        report.cells[0].outcome = Outcome(result: .processing)
        #expect(LoopMetrics.Result(report) == .drift)
    }

    @Test(.enabled(if: Program.isNeeded("promtool")))
    func `promtool finds no fault with the metrics`() async throws {
        let promtool = try #require(Program.find(["promtool"]))
        let registry = PrometheusRegistry()
        registry.setBuild(version: "1.2.3", commit: "0a1b2c3")
        try await withMetricsFactory(registry.factory) { () async throws in
            _ = try await Self.client().usageFiles()
            _ = try? await Self.client(status: 503).usageFile("UF-1")
            let metrics = LoopMetrics()
            metrics.record(SampleWorld.report, duration: .milliseconds(8420), now: Self.now)
            metrics.record(nil, duration: .seconds(1), now: Self.now)
        }
        var pages = ServedPages()
        pages.registry = registry
        let text = try await pages.ask("/metrics").text
        for name in MetricHelp.texts.keys {
            #expect(text.contains("# TYPE \(name) "), "\(name) is missing")
        }
        let answer = try await Program.run(promtool, ["check", "metrics"], input: text)
        #expect(answer.code == 0 && answer.text.isEmpty, "\(answer.text)")
        // The check itself can fail.
        let broken = try await Program.run(
            promtool, ["check", "metrics"], input: text.replacing("_total{", with: "_total{1"))
        #expect(broken.code != 0)
    }
}
