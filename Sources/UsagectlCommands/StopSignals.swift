import ArgumentParser
import Dispatch
import Foundation

/// SIGINT and SIGTERM during a cycle: the step in hand is finished and recorded, nothing new
/// begins.
enum StopSignals {
    /// Runs `body` in a task that the first signal cancels; a second SIGINT ends the process at
    /// once.
    static func cancelling<Result: Sendable>(
        _ body: @escaping @Sendable () async throws -> Result
    ) async throws -> Result {
        let task = Task { try await body() }
        let sources = [(SIGINT, 130), (SIGTERM, 143)].map {
            signal, code -> any DispatchSourceSignal in
            // Without the default action the signal reaches the source below.
            _ = Foundation.signal(signal, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: signal, queue: .global())
            source.setEventHandler {
                if task.isCancelled { Foundation.exit(Int32(code)) }
                Terminal.complain("stopping: the steps in hand are finished and recorded")
                task.cancel()
            }
            source.activate()
            return source
        }
        defer { for source in sources { source.cancel() } }
        return try await task.value
    }
}
