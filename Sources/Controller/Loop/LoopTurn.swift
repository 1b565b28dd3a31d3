package import UsageModel

/// One turn of the loop: what began it, and what came of it.
package struct LoopTurn: Sendable {
    package var trigger: LoopTrigger
    /// By the evaluating clock.
    package var begun: Timestamp
    package var duration: Duration
    /// Nil where the cycle failed as a whole.
    package var report: DriftReport?
    /// Nil where the cycle gave a verdict.
    package var failure: LoopFailure?
    /// What is wrong with the configuration as it stands on the disk; a cycle then only observes,
    /// under the last configuration that was right.
    package var configurationProblems: [String]
    package var times: LoopTimes
    /// Whether this turn could write.
    package var writes: Bool

    package init(
        trigger: LoopTrigger, begun: Timestamp, duration: Duration = .zero,
        report: DriftReport? = nil, failure: LoopFailure? = nil,
        configurationProblems: [String] = [], times: LoopTimes = LoopTimes(), writes: Bool = false
    ) {
        self.trigger = trigger
        self.begun = begun
        self.duration = duration
        self.report = report
        self.failure = failure
        self.configurationProblems = configurationProblems
        self.times = times
        self.writes = writes
    }

    /// Whether files of ours are still on their way through the platform.
    var leavesWorkInProcessing: Bool {
        guard writes, let report else { return false }
        return report.cells.contains { cell in
            switch cell.outcome?.result {
            case .processing, .unknown: true
            default: cell.decision.reason == .takeover
            }
        }
    }
}

/// Runs one cycle of the loop with everything read afresh.
package protocol LoopRunner: Sendable {
    /// Never throws: what failed stands in the turn.
    func turn(_ trigger: LoopTrigger) async -> LoopTurn
}

/// Whoever wants to know what the loop did; an observer must not make the loop wait.
package protocol LoopObserver: Sendable {
    /// A cycle begins.
    func begins(_ trigger: LoopTrigger) async
    /// A cycle ended, and the next one begins after a while unless something asks for it earlier.
    func ended(_ turn: LoopTurn, next: NextCycle) async
}
