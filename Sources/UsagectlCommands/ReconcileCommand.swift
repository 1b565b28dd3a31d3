import ArgumentParser
import ConnectAPI
import Controller

struct ReconcileCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reconcile",
        abstract: "Runs one cycle: the diff, then creates, uploads and submits what is missing.",
        discussion: """
            Writes only with 'spec.writes: converge' in the configuration or --writes converge. Waits \
            for the platform's processing within spec.processing.wait; what is not done then is taken \
            up by the next reconcile. With --notify, spec.notifications are told what is new since the \
            last such reconcile: for a scheduler that starts one after another instead of a run.

            usagectl reconcile --writes converge
            usagectl reconcile --contract CRD-00000-00000-00001 --month 2026-10
            usagectl reconcile --notify --fail-on error,unproven
            """)

    @OptionGroup var connection: ConnectionOptions
    @OptionGroup var clock: ClockOptions
    @OptionGroup var cells: SelectionOptions
    @OptionGroup var output: OutputOptions

    @Option(name: .long, help: "observe or converge; overrides spec.writes.")
    var writes: WritesArgument?

    @Flag(name: .long, help: "Tells spec.notifications what is new; of all cells only.")
    var notify = false

    func run() async throws {
        try await CommandFailure.reporting {
            guard !notify || cells.isWhole else {
                throw CommandFailure.usage(
                    "--notify tells of all cells, expected no --contract, --product or --month")
            }
            let setup = try SessionSetup.load(connection, environment: Terminal.environment)
            let wanted = writes?.value ?? setup.configuration.writes
            let converges = wanted == .converge
            if !converges {
                Terminal.complain(
                    "nothing is written: spec.writes is '\(wanted?.rawValue ?? "not set")', "
                        + "expected "
                        + "'converge' there or --writes converge")
            }
            let use: LedgerUse = converges ? .converge : .observe
            try await Session.with(connection, clock: clock, ledger: use) { session in
                let notifier =
                    notify ? try await CycleNotifier(session, connection.logger("usagectl")) : nil
                let request = CycleRequest(
                    command: notify ? CycleNotifier.command : "reconcile",
                    selection: cells.selection)
                let cycle = session.cycle(
                    writer: converges ? ConnectWriter(session.client) : nil, ProgressLine.show)
                let (result, interrupted) = await StopSignals.cancelling {
                    try await cycle.run(request, at: session.now)
                }
                await notifier?.tell(result, at: session.now)
                try output.finish(result, interrupted: interrupted)
            }
        }
    }
}

enum WritesArgument: String, CaseIterable, ExpressibleByArgument {
    case observe, converge

    var value: ControllerConfiguration.Writes { self == .converge ? .converge : .observe }
}
