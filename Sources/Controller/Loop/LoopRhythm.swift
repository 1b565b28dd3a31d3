/// When the next cycle begins by itself, and why.
package struct NextCycle: Hashable, Sendable {
    package var after: Duration
    package var trigger: LoopTrigger

    package init(after: Duration, trigger: LoopTrigger) {
        self.after = after
        self.trigger = trigger
    }
}

/// The one place that says when the next cycle begins: a pure function of how the last one ended.
package struct LoopRhythm: Sendable {
    package let times: LoopTimes

    /// How soon a cycle looks again at files that the platform still processes.
    package static let processingPause = Duration.seconds(60)
    /// The wait after a first failure; each further one doubles it.
    package static let firstRetry = Duration.seconds(30)
    /// The longest that the platform's word on when to come back is taken at: a garbled one must
    /// not put the loop to sleep for decades.
    package static let longestWord = Duration.seconds(3600)

    package init(_ times: LoopTimes) {
        self.times = times
    }

    /// The pause after a turn.
    ///
    /// - Parameters:
    ///   - failures: how many turns in a row have failed, this one included; 0 for a good one.
    ///   - random: 0 up to, not including, 1; the jitter.
    package func next(after turn: LoopTurn, failures: Int, random: Double) -> NextCycle {
        if failures > 0 {
            return NextCycle(
                after: retryPause(turn.failure, failures: failures, random: random),
                trigger: .retry)
        }
        if turn.leavesWorkInProcessing, Self.processingPause < times.interval {
            return NextCycle(after: Self.processingPause, trigger: .processing)
        }
        return NextCycle(after: varied(random), trigger: .interval)
    }

    /// The interval, by up to the jitter shorter or longer.
    private func varied(_ random: Double) -> Duration {
        times.interval * (1 + times.jitter * (random * 2 - 1))
    }

    /// Doubles from the first retry up to two intervals, in the upper half of which the jitter
    /// chooses, so that installations that failed together return apart; never before the
    /// platform's own word, as far as that is at most ``longestWord``.
    private func retryPause(
        _ failure: LoopFailure?, failures: Int, random: Double
    ) -> Duration {
        let longest = times.interval * 2
        var pause = min(Self.firstRetry, times.interval)
        for _ in 1..<max(failures, 1) where pause < longest { pause *= 2 }
        let backoff = min(pause, longest) * (0.5 + random / 2)
        return max(backoff, min(failure?.retryAfter ?? .zero, Self.longestWord))
    }
}
