import ArgumentParser
import Foundation
import UnixSignals

/// SIGINT and SIGTERM during a cycle: the step in hand is finished and recorded, nothing new
/// begins, and the exit code tells the signal.
enum StopSignals {
    /// Runs `body` in a task that the first signal cancels; a second one ends the process at once.
    /// - Parameter exitingAtOnce: whether there is nothing to finish yet, so that the first signal
    ///   ends the process.
    /// - Returns: what came of the body, and the code of the signal that came meanwhile.
    static func cancelling<Value: Sendable>(
        exitingAtOnce: @escaping @Sendable () -> Bool = { false },
        _ body: @escaping @Sendable () async throws -> Value
    ) async -> (result: Result<Value, any Error>, interrupted: ExitCode?) {
        let signals = await UnixSignalsSequence(trapping: .sigint, .sigterm)
        let task = Task { try await body() }
        return await withTaskGroup(of: ExitCode?.self) { group in
            group.addTask {
                var first: ExitCode?
                for await signal in signals {
                    let code = ExitCode(interruptedBy: signal)
                    guard first == nil, !exitingAtOnce() else { Foundation.exit(code.rawValue) }
                    first = code
                    Terminal.complain("stopping: the steps in hand are finished and recorded")
                    task.cancel()
                }
                return first
            }
            let result = await task.result
            group.cancelAll()
            return (result, await group.next() ?? nil)
        }
    }
}

extension ExitCode {
    /// 128 and the number of the signal, as shells count.
    init(interruptedBy signal: UnixSignal) {
        self.init(signal == .sigint ? 130 : 143)
    }
}
