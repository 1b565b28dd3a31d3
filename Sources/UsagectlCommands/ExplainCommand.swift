import ArgumentParser
import Controller
import Ledger
import Reconciliation
import UsageModel

struct ExplainCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain",
        abstract:
            "Tells of one cell why it is owed, what was found, what is decided, what clears it.",
        discussion: """
            A cell is CONTRACT/PRODUCT/YYYY-MM.

            usagectl explain CRD-00000-00000-00001/PRD-000-000-001/2026-10
            """)

    @OptionGroup var connection: ConnectionOptions
    @OptionGroup var clock: ClockOptions

    @Option(name: .shortAndLong, help: "table, json or yaml.")
    var output: OutputFormat = .table

    @Argument(help: "CONTRACT/PRODUCT/YYYY-MM", transform: CommandLineValue.cell)
    var cell: CellArgument

    func run() async throws {
        try await CommandFailure.reporting {
            try await Session.with(connection, clock: clock, ledger: .read) { session in
                let view = try await session.look(at: cell.cell)
                var explanation = CellExplanation(
                    cell: cell.cell, view: view, policies: session.policies, now: session.now)
                explanation.refused = try await session.refusals(of: cell.cell, in: view)
                Terminal.print(try explanation.rendered(as: output))
            }
        }
    }
}

extension Session {
    /// Why the platform refused files of a cell that are invalid now.
    func refusals(of cell: Cell, in view: CycleView) async throws -> [RefusedFile] {
        let planned = view.plan?.cells.first { $0.cell == cell }
        let files = (planned?.files ?? []).map(\.file).filter { $0.status == .invalid }
        guard !files.isEmpty else { return [] }
        let writes = try await record.ledger.writes(about: cell)
        let places = try view.rows.rows(of: cell).reduce(into: [String: String]()) {
            $0[$1.recordID] = $1.record.origin.description
        }
        let reader = RefusedFileReader(client: client, archive: settings.archive)
        var refused: [RefusedFile] = []
        for file in files {
            refused.append(await reader.read(file, writes: writes, places: places))
        }
        return refused
    }

    /// One observation with the usage of one cell.
    func look(at cell: Cell) async throws -> CycleView {
        let selection = CellSelection(
            contracts: [Glob(cell.contract.text)], products: [Glob(cell.product.text)],
            months: [cell.month...cell.month])
        let request = CycleRequest(command: "explain", selection: selection, withUsage: true)
        let view = try await cycle(ProgressLine.show).look(at: now, request)
        guard view.plan != nil else {
            throw CommandFailure.unproven(
                "the observation is not proven complete: "
                    + view.observation.problems.joined(separator: "; "))
        }
        return view
    }
}
