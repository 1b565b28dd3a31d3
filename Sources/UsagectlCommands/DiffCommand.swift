import ArgumentParser
import Controller

struct DiffCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "diff",
        abstract: "Shows what is owed, what Connect has, and what a reconcile would do.",
        discussion: """
            One observation, the drift of every cell and the plan; nothing is ever written to Connect.

            usagectl diff
            usagectl diff --month 2026-10 --all
            usagectl diff -o json --no-exit-code | jq .summary
            """)

    @OptionGroup var connection: ConnectionOptions
    @OptionGroup var clock: ClockOptions
    @OptionGroup var cells: SelectionOptions
    @OptionGroup var output: OutputOptions

    @Flag(name: .long, help: "Fetches the usage of every cell and compares it with what was sent.")
    var withUsage = false

    func run() async throws {
        try await CommandFailure.reporting {
            try await Session.with(connection, clock: clock, ledger: .observe) { session in
                let request = CycleRequest(
                    command: "diff", selection: cells.selection, withUsage: withUsage)
                let report = try await session.cycle(ProgressLine.show).run(
                    request, at: session.now)
                try output.finish(report)
            }
        }
    }
}
