import ArgumentParser
import Controller
import Foundation
import Ledger
import Reconciliation
import UsageModel

struct ReportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "report",
        abstract: "Shows recorded reports.",
        discussion: """
            Every cycle leaves its report in the ledger; reading one needs neither key nor network.

            usagectl report list
            usagectl report show latest
            usagectl report statement --month 2026-10
            """,
        subcommands: [
            ReportListCommand.self, ReportShowCommand.self, ReportExportCommand.self,
            ReportStatementCommand.self, ReportShadowCommand.self,
        ])
}

struct ReportListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "Lists the recorded reports, the newest first.",
        discussion: "usagectl report list --limit 5")

    @OptionGroup var connection: ConnectionOptions

    @Option(name: .long, help: "How many at most.")
    var limit = 20

    @Option(name: .shortAndLong, help: "table, json or yaml.")
    var output: OutputFormat = .table

    func run() async throws {
        try await CommandFailure.reporting {
            let ledger = try RecordedReports(connection)
            let entries = try await ledger.list(limit: limit)
            switch output {
            case .json: Terminal.print(try JSONRendering.render(entries))
            case .yaml: Terminal.print(try YAMLRendering.render(entries))
            default: Terminal.print(ReportListing.table(entries))
            }
        }
    }
}

struct ReportShowCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Shows one recorded report.",
        discussion: """
            usagectl report show latest -o json
            usagectl report show --as-of 2026-11-05T12:00:00Z
            """)

    @OptionGroup var connection: ConnectionOptions
    @OptionGroup var cells: SelectionOptions
    @OptionGroup var output: OutputOptions

    @Option(
        name: .long, help: "What was known at this time, RFC 3339, in place of an id.",
        transform: CommandLineValue.timestamp)
    var asOf: TimestampArgument?

    @Argument(help: "The report's id, or latest.")
    var id = "latest"

    func run() async throws {
        try await CommandFailure.reporting {
            let ledger = try RecordedReports(connection)
            var report = try await ledger.report(id, asOf: asOf?.value)
            report.cells = report.cells.filter { cells.selection.contains($0.cell) }
            Terminal.print(try output.renderer.render(report, as: output.output))
        }
    }
}
