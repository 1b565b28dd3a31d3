package import Logging
import ServiceLifecycle
package import UsageModel

extension StatusServer {
    /// Serves while `body` runs, which gets the port: 0 in the configuration takes any free one.
    package static func withRunning<Value: Sendable>(
        configuration: StatusConfiguration, record: any StatusRecord, loop: LoopStatus,
        metrics: PrometheusRegistry, version: String, logger: Logger,
        now: @escaping @Sendable () -> Timestamp, _ body: (Int) async throws -> Value
    ) async throws -> Value {
        let (ports, continuation) = AsyncStream.makeStream(of: Int.self)
        let server = StatusServer(
            configuration: configuration, record: record, loop: loop, metrics: metrics,
            version: version, logger: logger, now: now, onReady: { continuation.yield($0) })
        let group = ServiceGroup(configuration: .init(services: [server], logger: logger))
        return try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask {
                defer { continuation.finish() }
                try await group.run()
            }
            var iterator = ports.makeAsyncIterator()
            guard let port = await iterator.next() else {
                try await tasks.waitForAll()
                throw CancellationError()
            }
            do {
                let value = try await body(port)
                await group.triggerGracefulShutdown()
                try await tasks.waitForAll()
                return value
            } catch {
                await group.triggerGracefulShutdown()
                throw error
            }
        }
    }
}
