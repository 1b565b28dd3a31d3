import ArgumentParser
import ConnectAPI
import Controller
import Ledger
import Logging
import Metrics
import ServiceLifecycle
import StatusServer
import UnixSignals
import UsageModel

/// The services of a running controller: the status server, the notifier, the watch over decisions
/// and the loop, which a shutdown ends in the opposite order.
struct RunServices {
    let connection: ConnectionOptions
    let setup: SessionSetup
    let record: LedgerRecord
    let clock: OffsetClock
    let status: RunStatus

    /// Runs until a signal stops the loop.
    /// - Returns: the exit code of the signal.
    func run(_ signals: UnixSignalsSequence, transport: any HTTPTransport) async throws -> ExitCode?
    {
        let bell = LoopBell(clock: clock)
        let group = try await group(bell, transport: transport)
        let watch = RunSignals(bell: bell, group: group, grace: setup.configuration.loop.grace)
        return try await withThrowingTaskGroup(of: ExitCode?.self) { tasks in
            tasks.addTask { await watch.watch(signals) }
            // What runs beside the server tells its registry how it fares.
            try await withMetricsFactory(status.registry.factory) { try await group.run() }
            tasks.cancelAll()
            return try await tasks.next() ?? nil
        }
    }

    private func group(_ bell: LoopBell, transport: any HTTPTransport) async throws -> ServiceGroup
    {
        let logger = connection.logger("usagectl", from: .notice)
        let notifier = NotifierService(notifier: try await notifier(logger))
        let runner = LiveLoopRunner(
            connection, environment: Terminal.environment, clock: clock, transport: transport,
            record: record, setup: setup, heartbeat: status.observer.beat)
        let loop = ControlLoop(
            runner: runner, bell: bell,
            observers: [RunLog(logger: logger), status.observer, notifier])
        return ServiceGroup(
            configuration: ServiceGroupConfiguration(
                services: [
                    .init(service: status.server), .init(service: notifier),
                    .init(service: DecisionWatch(ledger: record.ledger, bell: bell, clock: clock)),
                    // The bell may stop the loop before the group hears of the signal.
                    .init(
                        service: LoopService(loop: loop),
                        successTerminationBehavior: .gracefullyShutdownGroup),
                ], logger: connection.logger("lifecycle")))
    }

    private func notifier(_ logger: Logger) async throws -> Notifier {
        Notifier(
            setup.configuration.notifications, identity: setup.configuration.identity,
            state: NotificationState(remembering: try await record.reports(toldBy: "run")),
            clock: clock, log: logger)
    }
}
