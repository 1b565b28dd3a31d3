/// One token bucket for all requests: `rate` a second on average, `burst` at once after a rest, and
/// a pause for everybody when the platform asks for one.
actor Pacer {
    private let clock: any ConnectClock
    private let interval: Duration
    private let allowance: Duration
    /// When the bucket will be full again (the theoretical arrival time of GCRA, the generic cell
    /// rate algorithm).
    private var full: Duration
    private var pausedUntil: Duration

    init(rate: Double, burst: Int, clock: any ConnectClock) {
        self.clock = clock
        interval = .seconds(1) / rate
        allowance = interval * Double(max(burst, 1) - 1)
        full = clock.uptime
        pausedUntil = clock.uptime
    }

    /// Returns when the next request may go.
    /// - Throws: `CancellationError`.
    func turn() async throws {
        let now = clock.uptime
        full = max(full, now)
        let wait = full - allowance - now
        full += interval
        if wait > .zero { try await clock.sleep(for: wait) }
        // A pause may begin while this request waits, or be prolonged while it waits for the end.
        while pausedUntil > clock.uptime {
            try await clock.sleep(for: pausedUntil - clock.uptime)
        }
    }

    /// Lets nobody go for `duration`.
    func pause(for duration: Duration) {
        pausedUntil = max(pausedUntil, clock.uptime + duration)
    }
}
