package import UsageModel

/// The client's time: what it paces and waits by. Tests bring a manual one.
package protocol ConnectClock: Sendable {
    /// Since some fixed point; never goes back, whatever happens to the wall clock.
    var uptime: Duration { get }
    /// The wall clock, to be held against the platform's `Date`.
    var now: Timestamp { get }
    /// Returns when `duration` has passed, or throws `CancellationError`.
    func sleep(for duration: Duration) async throws
}
