import StatusServer
import UsageModel

/// The sample world behind a server that really listens.
enum LivePages {
    static func withRunning<Value: Sendable>(
        token: String? = nil, _ body: (Int) async throws -> Value
    ) async throws -> Value {
        let loop = LoopStatus(start: SampleWorld.now, interval: .seconds(900))
        loop.provenObservation(at: SampleWorld.now)
        loop.cycle(SampleWorld.report.id, took: .milliseconds(8420))
        return try await StatusServer.withRunning(
            configuration: try await ServedPages.configuration("127.0.0.1:0", token: token),
            record: FixedRecord(comparisons: SampleWorld.comparisons), loop: loop,
            metrics: PrometheusRegistry(), version: "0.5.0",
            logger: ServedPages.quiet, now: { SampleWorld.now }, body)
    }
}
