package import ConnectAPI
import NIOConcurrencyHelpers

/// Rings when the next cycle is to begin: at its time, or as soon as somebody asks for it.
///
/// Calls that come while a cycle runs are kept as one, so that cycles never overlap and none is
/// forgotten.
package final class LoopBell: Sendable {
    private struct State {
        var alarm: NextCycle?
        var called: LoopTrigger?
        var isStopped = false
        var sleeper: CheckedContinuation<Void, Never>?
    }

    private let clock: any ConnectClock
    private let state: NIOLockedValueBox<State>

    /// - Parameter first: the cycle with which the loop begins.
    package init(clock: any ConnectClock, first: LoopTrigger = .start) {
        self.clock = clock
        state = NIOLockedValueBox(State(called: first))
    }

    /// Sets the time of the next cycle.
    package func set(_ next: NextCycle) {
        state.withLockedValue { $0.alarm = next }
    }

    /// Asks for a cycle now, or right after the one that runs.
    package func ring(_ trigger: LoopTrigger) {
        wake { $0.called = $0.called ?? trigger }
    }

    /// No further cycle begins.
    package func stop() {
        wake { $0.isStopped = true }
    }

    /// Waits for the next cycle; nil once the loop is stopped.
    package func next() async -> LoopTrigger? {
        let alarm = state.withLockedValue { state in
            defer { state.alarm = nil }
            return state.alarm
        }
        await withTaskGroup(of: Void.self) { group in
            if let alarm { group.addTask { await self.ring(at: alarm) } }
            await untilCalled()
            group.cancelAll()
        }
        return state.withLockedValue { state in
            defer { state.called = nil }
            return state.isStopped || Task.isCancelled ? nil : state.called
        }
    }

    /// Somebody who calls earlier cuts the sleep short, and then there is nothing to ring for.
    private func ring(at alarm: NextCycle) async {
        do { try await clock.sleep(for: alarm.after) } catch { return }
        ring(alarm.trigger)
    }

    private func untilCalled() async {
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let isDue = state.withLockedValue { state in
                    guard state.called == nil, !state.isStopped, !Task.isCancelled else {
                        return true
                    }
                    state.sleeper = continuation
                    return false
                }
                if isDue { continuation.resume() }
            }
        } onCancel: {
            wake { _ in }
        }
    }

    private func wake(_ change: (inout State) -> Void) {
        let sleeper = state.withLockedValue { state in
            change(&state)
            defer { state.sleeper = nil }
            return state.sleeper
        }
        sleeper?.resume()
    }
}

extension LoopBell: AsyncSequence {
    /// The triggers until the loop is stopped.
    package struct Triggers: AsyncIteratorProtocol {
        let bell: LoopBell

        package mutating func next() async -> LoopTrigger? { await bell.next() }
    }

    package func makeAsyncIterator() -> Triggers { Triggers(bell: self) }
}
