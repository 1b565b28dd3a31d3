import ConnectAPI
import UsageModel

/// The system's clock, moved so that it began at a given time and went on from there.
struct OffsetClock: ConnectClock {
    private let system = SystemConnectClock()
    /// How far it runs ahead of real time, negative where behind.
    let offset: Duration

    static func starting(at time: Timestamp?) -> OffsetClock {
        let real = SystemConnectClock().now
        return OffsetClock(offset: time?.since(real) ?? .zero)
    }

    var uptime: Duration { system.uptime }
    var now: Timestamp { system.now.adding(offset) }
    /// The time without the offset.
    var realNow: Timestamp { system.now }

    func sleep(for duration: Duration) async throws {
        try await system.sleep(for: duration)
    }
}
