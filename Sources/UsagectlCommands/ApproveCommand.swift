import ArgumentParser
import ConnectAPI
import Controller
import Ledger
import Reconciliation
import StatusServer
import UsageModel

struct ApproveCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "approve",
        abstract: "Gives leave for held cells, after showing what would be approved.",
        discussion: """
            An approval is bound to the cell as it stands: its rows, the file's fields, the policy and \
            the file. A change to that cell voids it; a change elsewhere does not. Writes nothing to \
            Connect by itself.

            usagectl approve CRD-00000-00000-00001/PRD-000-000-001/2026-10
            usagectl approve --month 2025-01..2026-08 --reason month.old --confirm 1680
            usagectl approve --from reviewed.csv --by anna
            """)

    @OptionGroup var connection: ConnectionOptions
    @OptionGroup var clock: ClockOptions
    @OptionGroup var filters: SelectionOptions
    @OptionGroup var person: PersonOptions

    @Option(name: .long, help: "Only cells held for this reason, month.old for instance.")
    var reason: ReasonCode?

    @Option(
        name: .long, help: "A file with a cell a line, or CSV as diff writes it.",
        completion: .file())
    var from: String?

    @Option(
        name: .long, help: "The approval ends then, RFC 3339.",
        transform: CommandLineValue.timestamp)
    var until: TimestampArgument?

    @Option(name: .long, help: "The number of cells, in place of an answer at a terminal.")
    var confirm: Int?

    @Argument(help: "CONTRACT/PRODUCT/YYYY-MM", transform: CommandLineValue.cell)
    var cells: [CellArgument] = []

    func run() async throws {
        try await CommandFailure.reporting {
            let request = ApprovalRequest(
                named: Set(cells.map(\.cell)), listed: try CellFile.cells(in: from),
                selection: filters.selection, reason: reason)
            guard request.namesSomething else {
                throw CommandFailure.usage(
                    "nothing is named, expected cells, --from, --contract, --product, --month "
                        + "or --reason")
            }
            try await Session.with(connection, clock: clock, ledger: .note) { session in
                if let until = until?.value, until <= session.now {
                    throw CommandFailure.usage(
                        "--until \(until) is over, expected a time after \(session.now)")
                }
                let (chosen, remark) = try await request.choose(
                    among: plannedCells(request.named.union(request.listed), in: session))
                if let remark { Terminal.complain(remark) }
                Terminal.print(ApprovalSheet(chosen).text)
                try Confirmation.ask(
                    "approve \(CellWords.counted(chosen.count, "cell"))?", count: chosen.count,
                    given: confirm)
                try await session.record.ledger.record(
                    approvals: chosen.map { approval($0, at: session.clock.now) })
                Terminal.print("approved \(CellWords.counted(chosen.count, "cell"))\n")
            }
        }
    }

    /// The cells as a cycle at this moment plans them, those included that only usage makes owed.
    private func plannedCells(
        _ named: Set<Cell>, in session: Session
    ) async throws -> [PlannedCell] {
        var request = CycleRequest(
            command: "approve", selection: filters.selection, withUsage: false)
        request.named = named
        let view = try await session.cycle(ProgressLine.show).look(at: session.now, request)
        guard let plan = view.plan else {
            throw CommandFailure.unproven(view.observation.problems.joined(separator: "; "))
        }
        return plan.cells
    }

    private func approval(_ planned: PlannedCell, at now: Timestamp) -> Approval {
        Approval(
            cell: planned.cell, digest: planned.approvalDigest ?? "", by: person.name, at: now,
            until: until?.value, note: person.note)
    }
}

extension ReasonCode: ExpressibleByArgument {}
