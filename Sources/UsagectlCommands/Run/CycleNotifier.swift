import Controller
import Logging
import UsageModel

/// Tells receivers what one cycle found and none before it: notifications without a loop, for
/// schedulers that start one cycle after another.
struct CycleNotifier {
    /// As such cycles are recorded. What a person reconciles by hand told nobody, so it must not
    /// count as told.
    static let command = "reconcile --notify"

    private let notifier: Notifier

    /// What was told is read before the cycle records what it found.
    init(_ session: Session, _ logger: Logger) async throws {
        notifier = Notifier(
            session.configuration.notifications, identity: session.configuration.identity,
            state: NotificationState(
                remembering: try await session.record.reports(toldBy: Self.command)),
            clock: session.clock, log: logger)
    }

    /// Delivers, and returns once every receiver was told or given up.
    ///
    /// A cycle that failed without a report leaves no trace in the ledger, so each such cycle is
    /// told; one that was stopped is not.
    func tell(_ result: Result<DriftReport, any Error>, at time: Timestamp) async {
        switch result {
        case .success(let report): notifier.observe(report)
        case .failure(let error):
            let failure = LoopFailure(error)
            if failure.kind != .stopped { notifier.observe(failure: failure.message, at: time) }
        }
        notifier.close()
        await notifier.run()
    }
}
