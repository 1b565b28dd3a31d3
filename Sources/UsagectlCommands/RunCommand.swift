import ArgumentParser
import ConnectAPI
import Controller
import Ledger
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
            let status = try RunStatus(
                setup.configuration, clock: clock,
                logger: connection.logger("usagectl", from: .notice))
            let services = RunServices(
                connection: connection, setup: setup, record: record, clock: clock, status: status)
            let signals = await UnixSignalsSequence(trapping: RunSignals.trapped)
            let code = try await record.ledger.closing {
                let code = try await AsyncHTTPTransport.withTransport(
                    connections: setup.connect.concurrency
                ) { transport in
                    try await services.run(signals, transport: transport)
                }
                try await status.close()
                return code
            }
            if let code { throw code }
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
}
