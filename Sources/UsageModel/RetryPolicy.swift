/// How often and how late a GET is repeated.
package struct RetryPolicy: Sendable, Equatable {
    /// Requests in all, the first included.
    package var attempts: Int
    /// Before jitter, the wait before the first repetition; each later one is twice as long.
    package var base: Duration
    /// The longest wait of the backoff.
    package var cap: Duration
    /// The longest `Retry-After` that is waited for; a longer one ends the attempts.
    package var longestRetryAfter: Duration

    package init(
        attempts: Int = 5, base: Duration = .milliseconds(500), cap: Duration = .seconds(30),
        longestRetryAfter: Duration = .seconds(120)
    ) {
        self.attempts = attempts
        self.base = base
        self.cap = cap
        self.longestRetryAfter = longestRetryAfter
    }

    /// The wait before repetition `number` (from 1): a random point in the upper half of
    /// `min(cap, base * 2^(number - 1))`, so that clients that failed together return apart.
    /// - Parameter random: 0 up to, not including, 1.
    package func delay(before number: Int, random: Double) -> Duration {
        var full = base
        for _ in 1..<max(number, 1) where full < cap { full *= 2 }
        return min(full, cap) * (0.5 + random / 2)
    }
}
