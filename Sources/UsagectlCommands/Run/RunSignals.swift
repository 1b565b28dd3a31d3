import ArgumentParser
import Controller
import Foundation
import ServiceLifecycle
import UnixSignals

/// What the signals of a running loop do.
///
/// SIGHUP begins a cycle now. The first SIGINT or SIGTERM lets the step in hand be finished and
/// recorded; a second SIGINT, or the end of the grace period, ends the process at once, which the
/// ledger survives like any crash.
struct RunSignals {
    let bell: LoopBell
    let group: ServiceGroup
    let grace: Duration

    static let trapped: [UnixSignal] = [.sighup, .sigint, .sigterm]

    /// Watches until the task is cancelled.
    /// - Returns: the exit code of the signal that stopped the run, nil if none did.
    func watch(_ signals: UnixSignalsSequence) async -> ExitCode? {
        await withTaskGroup(of: Void.self) { tasks in
            defer { tasks.cancelAll() }
            var stopped: ExitCode?
            for await signal in signals {
                guard signal != .sighup else {
                    bell.ring(.signal)
                    continue
                }
                let code = ExitCode(interruptedBy: signal)
                if stopped != nil {
                    if signal == .sigint { Foundation.exit(code.rawValue) }
                    continue
                }
                stopped = code
                Terminal.complain("stopping: the steps in hand are finished and recorded")
                bell.stop()
                await group.triggerGracefulShutdown()
                tasks.addTask { await end(code) }
            }
            return stopped
        }
    }

    private func end(_ code: ExitCode) async {
        do { try await ContinuousClock().sleep(for: grace) } catch { return }
        Terminal.complain("the steps in hand were not finished within the grace period")
        Foundation.exit(code.rawValue)
    }
}
