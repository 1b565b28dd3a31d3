import ArgumentParser
import Controller
import Foundation
import Policy
import Reconciliation
import UsageModel
import Workbook

struct UsageCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "usage",
        abstract: "Shows the usage of one cell as it would be sent, and whether it may be.",
        discussion: """
            The rows with the place that each comes from, the totals by item, and what the check \
            of the rows found, with whatever else the cell would be held for. A file that exists \
            already is never overwritten.

            Exit codes: 0 the rows may be sent, 2 the source cannot say yet, 3 the check found \
            faults, or the cell is held.

            usagectl usage CRD-00000-00000-00001/PRD-000-000-001/2026-10
            usagectl usage CRD-00000-00000-00001/PRD-000-000-001/2026-10 --workbook a.xlsx
            """)

    @OptionGroup var connection: ConnectionOptions
    @OptionGroup var clock: ClockOptions

    @Option(name: .shortAndLong, help: "table, json, yaml or csv.")
    var output: OutputFormat = .table

    @Option(
        name: .long, help: "Writes the workbook that would be uploaded to this file.",
        completion: .file())
    var workbook: String?

    @Option(
        name: .long,
        help: "Reads usage from this file, or from - for standard input, as the source would.",
        completion: .file())
    var from: String?

    @Argument(help: "CONTRACT/PRODUCT/YYYY-MM", transform: CommandLineValue.cell)
    var cell: CellArgument

    func run() async throws {
        try await CommandFailure.reporting {
            try await Session.with(connection, clock: clock, ledger: .read) { session in
                guard let from else { return try await show(in: session) }
                try await UsageInput.with(from) { input in
                    try await show(in: session.reading(from: input, month: cell.cell.month))
                }
            }
        }
    }

    private func show(in session: Session) async throws {
        let view = try await session.look(at: cell.cell)
        guard let planned = view.plan?.cells.first(where: { $0.cell == cell.cell }) else {
            throw CommandFailure.failed(
                "nothing is owed for '\(cell.cell)': see 'usagectl explain \(cell.cell)'")
        }
        let rows = planned.usage.rows == 0 ? [] : try view.rows.rows(of: cell.cell)
        let listing = UsageListing(planned, rows: rows)
        Terminal.print(try listing.rendered(as: output))
        if let workbook { try write(rows, of: planned, to: workbook) }
        if output == .csv { Self.complain(of: planned.usage.preflight, listing.holds) }
        if case .unknown = planned.usage.answer { throw ExitCode(.drift) }
        if !listing.maySend { throw ExitCode(.held) }
    }

    func validate() throws {
        guard [.table, .json, .yaml, .csv].contains(output) else {
            throw ValidationError(
                "--output '\(output.rawValue)' is for reports, expected table, json, yaml or csv")
        }
    }

    private func write(
        _ rows: [UsageRow], of planned: PlannedCell, to path: String
    ) throws {
        guard !rows.isEmpty else {
            throw CommandFailure.failed("there are no rows to write to '\(path)'")
        }
        // Not even a link that leads nowhere: whatever stands there is somebody's.
        guard (try? FileManager.default.attributesOfItem(atPath: path)) == nil else {
            throw CommandFailure.failed(
                "'\(path)' exists already, expected the name of a file that does not")
        }
        let summary = try WorkbookFile.write(rows, month: cell.cell.month, to: path)
        Terminal.complain("wrote \(summary.rows) rows to '\(path)' (sha256:\(summary.sha256))")
        if let verdict = planned.usage.preflight, !verdict.isClean {
            let codes = verdict.faults.map(\.code.rawValue).joined(separator: ", ")
            Terminal.complain("note: the check of the rows found faults (\(codes)); do not send it")
        }
    }

    /// A table of rows has no room for what is wrong with them.
    private static func complain(of verdict: PreflightVerdict?, _ holds: [UsageListing.Hold]) {
        for fault in verdict?.faults ?? [] {
            Terminal.complain("\(fault.code.rawValue): \(PrintableText.of(fault.message))")
        }
        for hold in holds {
            Terminal.complain("held for \(hold.reason): \(PrintableText.of(hold.message))")
        }
    }
}
