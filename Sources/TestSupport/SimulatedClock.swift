import ConnectAPI
import NIOConcurrencyHelpers
package import UsageModel

/// A clock that stands still but for sleeping, which takes no time and moves it on.
///
/// Client and platform share one, so that processing ends while the client waits for it.
package final class SimulatedClock: ConnectClock {
    private let start: Timestamp
    private let passed = NIOLockedValueBox(Duration.zero)
    private let steps = NIOLockedValueBox(Duration.zero)

    package init(at start: Timestamp) {
        self.start = start
    }

    package var uptime: Duration { passed.withLockedValue(\.self) }
    package var now: Timestamp { start.adding(uptime + steps.withLockedValue(\.self)) }

    package func advance(by duration: Duration) {
        passed.withLockedValue { $0 += duration }
    }

    /// Sets the wall clock back, as a time server would; what has passed since the start stays.
    package func stepBack(by duration: Duration) {
        steps.withLockedValue { $0 -= duration }
    }

    package func sleep(for duration: Duration) async throws {
        try Task.checkCancellation()
        advance(by: duration)
    }
}
