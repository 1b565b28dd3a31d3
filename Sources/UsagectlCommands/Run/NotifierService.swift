import Controller
import ServiceLifecycle

/// The notifier among the services of the process: at a shutdown it delivers what still waits.
struct NotifierService: Service, LoopObserver {
    let notifier: Notifier

    func run() async {
        await withGracefulShutdownHandler {
            await notifier.run()
            // Without receivers there is nothing to do, and a service that ends early ends the run.
            try? await gracefulShutdown()
        } onGracefulShutdown: {
            notifier.close()
        }
    }

    func begins(_ trigger: LoopTrigger) {}

    func ended(_ turn: LoopTurn, next: NextCycle) {
        if let report = turn.report {
            notifier.observe(report)
        } else if let failure = turn.failure, failure.kind != .stopped {
            notifier.observe(failure: failure.message, at: turn.begun)
        }
    }
}
