import ConnectAPI
import NIOConcurrencyHelpers
import UsageModel

/// A clock that stands still but for sleeping, which takes no time and moves it on.
final class ManualClock: ConnectClock {
    private struct State {
        var uptime = Duration.zero
        var sleeps: [Duration] = []
    }

    static let start = Timestamp("2026-11-02T06:00:00Z") ?? Timestamp(seconds: 0)

    private let state = NIOLockedValueBox(State())

    var uptime: Duration { state.withLockedValue(\.uptime) }
    var now: Timestamp { Self.start.adding(uptime) }
    var sleeps: [Duration] { state.withLockedValue(\.sleeps) }

    func sleep(for duration: Duration) async throws {
        try Task.checkCancellation()
        state.withLockedValue {
            $0.uptime += duration
            $0.sleeps.append(duration)
        }
    }
}
