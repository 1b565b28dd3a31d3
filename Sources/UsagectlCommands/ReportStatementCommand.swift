import ArgumentParser
import UsageModel

struct ReportStatementCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "statement",
        abstract: "A month by distributor and product: owed, sent, accepted, zero, held.",
        discussion: """
            From the last proven report that covers the month, and from what was uploaded according to \
            the ledger; nothing is asked of Connect. Amounts are of files that this ledger sent.

            usagectl report statement --month 2026-10
            usagectl report statement --month 2026-10 -o csv > 2026-10.csv
            """)

    @OptionGroup var connection: ConnectionOptions

    @Option(name: .long, help: "The month, 2026-10.", transform: CommandLineValue.months)
    var month: MonthsArgument

    @Option(
        name: .long, help: "What was known at this time, RFC 3339.",
        transform: CommandLineValue.timestamp)
    var asOf: TimestampArgument?

    @Option(name: .shortAndLong, help: "table, csv, json or markdown.")
    var output: StatementFormat = .table

    func validate() throws {
        guard month.range.lowerBound == month.range.upperBound else {
            throw ValidationError("--month names several months, expected one such as 2026-10")
        }
    }

    func run() async throws {
        try await CommandFailure.reporting {
            let statement = try await RecordedReports(connection).statement(
                of: month.range.lowerBound, asOf: asOf?.value)
            Terminal.print(try StatementRendering(statement).render(as: output))
        }
    }
}

enum StatementFormat: String, CaseIterable, ExpressibleByArgument {
    case table, csv, json, markdown
}
