/// The rhythm of `run`, as the configuration says it.
package struct LoopTimes: Hashable, Sendable {
    /// Between the ends of two cycles, where nothing asks for an earlier one.
    package var interval: Duration
    /// By how much the interval varies, 0 to 1.
    package var jitter: Double
    /// How old the proof of everything may get before closed history is read again.
    package var fullProofEvery: Duration
    /// How long a stop may take before the process ends all the same.
    package var grace: Duration

    package init(
        interval: Duration = .seconds(900), jitter: Double = 0.1,
        fullProofEvery: Duration = .seconds(86_400), grace: Duration = .seconds(60)
    ) {
        self.interval = interval
        self.jitter = jitter
        self.fullProofEvery = fullProofEvery
        self.grace = grace
    }
}
