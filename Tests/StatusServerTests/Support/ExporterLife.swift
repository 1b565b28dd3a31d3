import ConnectAPI
import Controller
import CoreMetrics
import Reconciliation
import StatusServer
import UsageModel

/// The real exporter through some hours: cycles every fifteen minutes, a scrape every five.
///
/// Its clock begins at 0, as that of `promtool test rules` does.
struct ExporterLife {
    private let registry = PrometheusRegistry()
    private let metrics: LoopMetrics
    private(set) var series = ScrapedSeries()

    init() {
        metrics = LoopMetrics(factory: registry.factory)
        registry.setBuild(version: "1.2.3", commit: "0a1b2c3")
    }

    /// How a cycle ends.
    enum Cycle {
        case report(DriftReport)
        case failure
    }

    /// Lives on for some hours, with a request to Connect in every scrape's time.
    mutating func live(hours: Int, _ cycle: Cycle, connectAnswers status: Int = 200) async throws {
        for turn in 0..<(hours * 60 / ScrapedSeries.interval) {
            if turn % 3 == 0 { record(cycle) }
            try await withMetricsFactory(registry.factory) { () async throws in
                let client = try InstrumentationTests.client(status: status)
                _ = try? await client.usageFile("UF-1")
            }
            series.scrape(registry.exposition)
        }
    }

    /// Is gone for some hours.
    mutating func vanish(hours: Int) {
        for _ in 0..<(hours * 60 / ScrapedSeries.interval) { series.scrape(nil) }
    }

    private func record(_ cycle: Cycle) {
        let now = Timestamp(seconds: Int64(series.scrapes * ScrapedSeries.interval * 60))
        switch cycle {
        case .report(let report): metrics.record(report, duration: .seconds(3), now: now)
        case .failure: metrics.record(nil, duration: .seconds(3), now: now)
        }
    }
}

extension ExporterLife {
    /// Nothing is left to do.
    static var calm: DriftReport {
        var report = SampleWorld.report
        report.cells = report.cells.map { SampleWorld.settled($0.cell) }
        report.unattributed = []
        report.conservation = Conservation(delivered: 1, inFiles: 1, held: 0, unattributed: 0)
        return report
    }

    /// One cell is in a state that a person has to look at.
    static func one(_ state: CellState, reason: ReasonCode? = nil, overdue: Bool = false)
        -> DriftReport
    {
        var report = calm
        report.cells[0].state = state
        report.cells[0].overdue = overdue
        if let reason {
            report.cells[0].decision = Decision(verb: .hold, reason: reason, message: "held")
        }
        return report
    }

    static var unproven: DriftReport {
        var report = calm
        report.observation.complete = false
        return report
    }

    static var unattributed: DriftReport {
        var report = calm
        report.unattributed = SampleWorld.report.unattributed
        report.conservation.unattributed = 8
        return report
    }

    /// A held cell and unattributed usage, of both of which a person said that they are known.
    static var acknowledged: DriftReport {
        var report = one(.missing, reason: .firstFile)
        report.cells[0].acknowledged = true
        report.unattributed = unattributed.unattributed.map { usage in
            var usage = usage
            usage.acknowledged = true
            return usage
        }
        report.conservation.unattributed = 8
        return report
    }
}
