import ArgumentParser
import Controller
import Reconciliation
import UsageModel
import Workbook

struct UsageCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "usage",
        abstract: "Shows the usage of one cell as it would be sent.",
        discussion: """
            usagectl usage CRD-00000-00000-00001/PRD-000-000-001/2026-10
            usagectl usage CRD-00000-00000-00001/PRD-000-000-001/2026-10 --workbook check.xlsx
            """)

    @OptionGroup var connection: ConnectionOptions
    @OptionGroup var clock: ClockOptions

    @Option(name: .shortAndLong, help: "table, json or yaml.")
    var output: OutputFormat = .table

    @Option(name: .long, help: "Writes the workbook that would be uploaded to this file.")
    var workbook: String?

    @Argument(help: "CONTRACT/PRODUCT/YYYY-MM", transform: CommandLineValue.cell)
    var cell: CellArgument

    func run() async throws {
        try await CommandFailure.reporting {
            try await Session.with(connection, clock: clock, ledger: .read) { session in
                let view = try await session.look(at: cell.cell)
                guard let planned = view.plan?.cells.first(where: { $0.cell == cell.cell }) else {
                    throw CommandFailure.failed(
                        "nothing is owed for '\(cell.cell)': see 'usagectl explain \(cell.cell)'")
                }
                let rows = planned.usage.rows == 0 ? [] : try view.rows.rows(of: cell.cell)
                let listing = UsageListing(planned, rows: rows)
                Terminal.print(try listing.rendered(as: output))
                if let workbook { try write(rows, to: workbook) }
                if case .unknown = planned.usage.answer { throw ExitCode(.drift) }
            }
        }
    }

    private func write(_ rows: [UsageRow], to path: String) throws {
        guard !rows.isEmpty else {
            throw CommandFailure.failed("there are no rows to write to '\(path)'")
        }
        let summary = try WorkbookFile.write(rows, month: cell.cell.month, to: path)
        Terminal.complain("wrote \(summary.rows) rows to '\(path)' (sha256:\(summary.sha256))")
    }
}
