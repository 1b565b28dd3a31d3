import ArgumentParser
import ConnectAPI
import Controller

struct DiffCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "diff",
        abstract: "Shows what is owed, what Connect has, and what a reconcile would do.",
        discussion: """
            One observation, the drift of every cell and the plan; nothing is written to Connect, \
            except with --deep: then the rows of some cells are staged in files that nothing takes for \
            a month's, the platform's judgement is shown, and the files are deleted again. Nothing is \
            ever submitted.

            usagectl diff
            usagectl diff --month 2026-10 --all
            usagectl diff -o json --no-exit-code | jq .summary
            usagectl diff --deep --month 2026-10 --confirm 3
            """)

    @OptionGroup var connection: ConnectionOptions
    @OptionGroup var clock: ClockOptions
    @OptionGroup var cells: SelectionOptions
    @OptionGroup var output: OutputOptions

    @Flag(name: .long, help: "Fetches the usage of every cell and compares it with what was sent.")
    var withUsage = false

    @Flag(name: .long, help: "Lets the platform check rows: stages them and deletes them again.")
    var deep = false

    @Option(
        name: .long,
        help: "With --deep: the most cells that are staged, from 1 to 100; 10 by default.")
    var deepLimit: Int?

    @Option(name: .long, help: "With --deep: the number of cells, where nobody can be asked.")
    var confirm: Int?

    private var limit: Int { deepLimit ?? 10 }

    func validate() throws {
        guard deep || (confirm == nil && deepLimit == nil) else {
            throw ValidationError(
                "--confirm and --deep-limit are for --deep: without it nothing is written")
        }
        guard (1...100).contains(limit) else {
            throw ValidationError("--deep-limit is \(limit), expected a number from 1 to 100")
        }
        guard !deep || ![.csv, .markdown].contains(output.output) else {
            throw ValidationError(
                "--deep has more to say than '\(output.output.rawValue)' shows, expected -o table, "
                    + "json, yaml or html")
        }
    }

    func run() async throws {
        try await CommandFailure.reporting {
            let use: LedgerUse = deep ? .stage : .observe
            try await Session.with(connection, clock: clock, ledger: use) { session in
                let request = CycleRequest(
                    command: "diff", selection: cells.selection, withUsage: withUsage)
                guard deep else {
                    let report = try await session.cycle(ProgressLine.show).run(
                        request, at: session.now)
                    return try output.finish(report)
                }
                let question = StagingQuestion(
                    endpoint: session.settings.endpoint, limit: limit, given: confirm)
                let cycle = session.cycle(
                    staging: question.staging(
                        ConnectWriter(session.client), isAlone: session.record.isAlone),
                    ProgressLine.show)
                let (result, interrupted) = await StopSignals.cancelling(
                    exitingAtOnce: { question.isOpen }
                ) {
                    try await cycle.run(request, at: session.now)
                }
                try output.finish(result, interrupted: interrupted)
            }
        }
    }
}
