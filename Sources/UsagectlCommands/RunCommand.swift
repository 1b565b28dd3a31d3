import ArgumentParser
import ConnectAPI
import Controller
import Logging
import ServiceLifecycle
import UnixSignals

struct RunCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run",
        abstract: "Runs cycles until stopped, and serves what it knows on a status page.",
        discussion: """
            Writes to Connect as 'spec.writes' says, which run requires. Configuration, policies and \
            usage are read afresh in each cycle; while an edit is broken, nothing is written. The next \
            cycle begins after 'spec.loop.interval', earlier for a recorded decision, for files in \
            processing and for SIGHUP.

            SIGTERM and SIGINT finish and record the step in hand; a second SIGINT ends at once. One \
            run per ledger.

            usagectl run
            usagectl run --config /etc/usagectl/usagectl.yaml --log-format json
            """)

    @OptionGroup var connection: ConnectionOptions
    @OptionGroup var clock: ClockOptions

    func run() async throws {
        try await CommandFailure.reporting {
            let setup = try SessionSetup(connection, environment: Terminal.environment)
            let use = try ledgerUse(setup)
            let clock = OffsetClock.starting(at: clock.asOf?.value)
            try use.check(clock: clock, endpoint: setup.connect.endpoint)
            let record = try setup.openLedger(.converge, at: clock.now)
            let signals = await UnixSignalsSequence(trapping: RunSignals.trapped)
            try await AsyncHTTPTransport.withTransport(
                connections: setup.connect.concurrency
            ) { transport in
                let runner = LiveLoopRunner(
                    connection, environment: Terminal.environment, clock: clock,
                    transport: transport, record: record, setup: setup)
                try await serve(runner, record: record, setup: setup, clock, signals)
            }
        }
    }

    private func ledgerUse(_ setup: SessionSetup) throws -> LedgerUse {
        switch setup.configuration.writes {
        case .converge: return .converge
        case .observe: return .observe
        case nil:
            throw CommandFailure.usage(
                "spec.writes is missing, expected 'observe' or 'converge': run has no default")
        }
    }

    private func serve(
        _ runner: LiveLoopRunner, record: LedgerRecord, setup: SessionSetup, _ clock: OffsetClock,
        _ signals: UnixSignalsSequence
    ) async throws {
        let logger = connection.logger("usagectl", from: .notice)
        let bell = LoopBell(clock: clock)
        let loop = ControlLoop(runner: runner, bell: bell, observers: [RunLog(logger: logger)])
        let group = ServiceGroup(
            configuration: ServiceGroupConfiguration(
                services: [
                    .init(service: DecisionWatch(ledger: record.ledger, bell: bell, clock: clock)),
                    .init(service: LoopService(loop: loop)),
                ], logger: connection.logger("lifecycle")))
        let watch = RunSignals(bell: bell, group: group, grace: setup.configuration.loop.grace)
        let code = try await withThrowingTaskGroup(of: ExitCode?.self) { tasks in
            tasks.addTask { await watch.watch(signals) }
            try await group.run()
            tasks.cancelAll()
            return try await tasks.next() ?? nil
        }
        if let code { throw code }
    }
}
