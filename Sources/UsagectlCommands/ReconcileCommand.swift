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
            up by the next reconcile.

            usagectl reconcile --writes converge
            usagectl reconcile --contract CRD-00000-00000-00001 --month 2026-10
            """)

    @OptionGroup var connection: ConnectionOptions
    @OptionGroup var clock: ClockOptions
    @OptionGroup var cells: SelectionOptions
    @OptionGroup var output: OutputOptions

    @Option(name: .long, help: "observe or converge; overrides spec.writes.")
    var writes: WritesArgument?

    func run() async throws {
        try await CommandFailure.reporting {
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
                let request = CycleRequest(command: "reconcile", selection: cells.selection)
                let cycle = session.cycle(
                    writer: converges ? ConnectWriter(session.client) : nil, ProgressLine.show)
                let (result, interrupted) = await StopSignals.cancelling {
                    try await cycle.run(request, at: session.now)
                }
                try output.finish(result, interrupted: interrupted)
            }
        }
    }
}

enum WritesArgument: String, CaseIterable, ExpressibleByArgument {
    case observe, converge

    var value: ControllerConfiguration.Writes { self == .converge ? .converge : .observe }
}
