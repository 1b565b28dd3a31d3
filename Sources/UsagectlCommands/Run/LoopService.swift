import Controller
import ServiceLifecycle

/// The loop among the services of the process: a shutdown cancels the cycle that runs, which
/// finishes the step in hand and records it.
struct LoopService: Service {
    let loop: ControlLoop

    func run() async {
        await cancelWhenGracefulShutdown { await loop.run() }
    }
}
