/// Cycles until it is stopped: each begins when its trigger comes, and never while another runs.
package struct ControlLoop: Sendable {
    private let runner: any LoopRunner
    private let bell: LoopBell
    private let observers: [any LoopObserver]
    private let random: @Sendable () -> Double

    package init(
        runner: any LoopRunner, bell: LoopBell, observers: [any LoopObserver] = [],
        random: @escaping @Sendable () -> Double = { Double.random(in: 0..<1) }
    ) {
        self.runner = runner
        self.bell = bell
        self.observers = observers
        self.random = random
    }

    /// Runs at the loop's own times until the bell is stopped.
    package func run() async {
        await run(triggers: bell)
    }

    /// Runs one cycle for each trigger.
    ///
    /// A cancelled task finishes the step in hand and records it; no further cycle begins.
    package func run<Triggers: AsyncSequence<LoopTrigger, Never>>(triggers: Triggers) async {
        var failures = 0
        for await trigger in triggers {
            for observer in observers { await observer.begins(trigger) }
            let turn = await runner.turn(trigger)
            failures = turn.failure == nil ? 0 : failures + 1
            let next = LoopRhythm(turn.times).next(
                after: turn, failures: failures, random: random())
            bell.set(next)
            for observer in observers { await observer.ended(turn, next: next) }
            if Task.isCancelled { return }
        }
    }
}
