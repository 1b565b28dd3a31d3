import Controller
import StatusServer
import UsageModel

/// Tells the status server and the metrics how the loop fares.
struct StatusObserver: LoopObserver {
    let status: LoopStatus
    let metrics: LoopMetrics
    /// The evaluating clock.
    let now: @Sendable () -> Timestamp

    /// A sign of life, also from the middle of a long cycle.
    @Sendable func beat() {
        status.beat(at: now())
    }

    func begins(_ trigger: LoopTrigger) {
        beat()
    }

    func ended(_ turn: LoopTurn, next: NextCycle) {
        // A stop cuts a cycle short, and says nothing of how the loop fares.
        guard turn.failure?.kind != .stopped else { return }
        let now = now()
        status.beat(at: now)
        status.set(interval: turn.times.interval)
        status.set(configurationProblems: turn.configurationProblems)
        if turn.failure?.kind == .key { status.set(isKeyAccepted: false) }
        // An unproven report says on its own page why it is none.
        let failure = turn.failure?.kind == .unproven ? nil : turn.failure?.message
        status.set(failure: failure)
        if let report = turn.report {
            status.cycle(report.id, took: turn.duration)
            if report.observation.complete { status.provenObservation(at: now) }
        }
        metrics.record(turn.report, duration: turn.duration, now: now)
    }
}
