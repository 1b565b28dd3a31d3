import ConnectAPI
import Controller
import StatusServer
import UsageModel

/// Tells the status server and the metrics how the loop fares.
struct StatusObserver: LoopObserver {
    let status: LoopStatus
    let metrics: LoopMetrics
    let clock: any ConnectClock

    func begins(_ trigger: LoopTrigger) {
        status.beat(at: clock.now)
    }

    func ended(_ turn: LoopTurn, next: NextCycle) {
        let now = clock.now
        status.set(interval: turn.times.interval)
        // A wait that the platform asked for is no silence.
        status.beat(at: now.adding(max(.zero, next.after - turn.times.interval)))
        status.set(configurationProblems: turn.configurationProblems)
        guard turn.failure?.kind != .stopped else { return }
        metrics.record(turn.report, duration: turn.duration, now: now)
        status.set(failure: turn.failure?.message)
        if turn.failure?.kind == .key { status.set(isKeyAccepted: false) }
        guard let report = turn.report else { return }
        status.cycle(report.id, took: turn.duration)
        status.set(isKeyAccepted: true)
        if report.observation.complete { status.provenObservation(at: now) }
    }
}
