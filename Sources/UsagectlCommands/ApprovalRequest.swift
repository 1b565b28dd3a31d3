import Reconciliation
import StatusServer
import UsageModel

/// Which cells a person wants to approve: those that were named, narrowed by filters, or all that
/// the filters leave.
struct ApprovalRequest {
    /// Given as arguments: each of them must be there to be approved.
    let named: Set<Cell>
    /// Given as a file, which may be the whole sheet of a diff: what needs no approval is passed
    /// over.
    let listed: [Cell]
    let selection: CellSelection
    let reason: ReasonCode?

    var namesSomething: Bool {
        !named.isEmpty || !listed.isEmpty || !selection.isEverything || reason != nil
    }

    /// The cells that an approval would release, and a remark on those of the file that need none.
    func choose(among planned: [PlannedCell]) throws -> (cells: [PlannedCell], remark: String?) {
        let owed = planned.filter { $0.obligation != nil && selection.contains($0.cell) }
        let byCell = Dictionary(owed.map { ($0.cell, $0) }) { first, _ in first }
        for cell in named.sorted() { try check(cell, byCell[cell]) }
        if let stranger = listed.first(where: { byCell[$0] == nil && selection.contains($0) }) {
            throw notOwed(stranger)
        }
        let wanted = named.union(listed)
        let chosen = owed.filter { planned in
            (wanted.isEmpty || wanted.contains(planned.cell)) && isReleased(planned)
        }
        guard !chosen.isEmpty else {
            throw CommandFailure.failed("no cell is held that an approval would release")
        }
        let idle = wanted.count - chosen.count
        return (
            chosen,
            idle > 0
                ? "note: no approval is needed for \(CellWords.counted(idle, "cell")) of the file"
                : nil
        )
    }

    private func isReleased(_ planned: PlannedCell) -> Bool {
        planned.decision.isApprovable && (reason.map { $0 == planned.decision.reason } ?? true)
    }

    /// Says of a named cell why an approval would do nothing.
    private func check(_ cell: Cell, _ planned: PlannedCell?) throws {
        guard let planned else { throw notOwed(cell) }
        guard !isReleased(planned) else { return }
        let decision = planned.decision
        let next = decision.next.map { ": see \($0)" } ?? ""
        throw CommandFailure.failed(
            "'\(cell)' is not held for what an approval would release, but is "
                + "'\(decision.verb.rawValue)' for '\(decision.reason.rawValue)'\(next)")
    }

    private func notOwed(_ cell: Cell) -> CommandFailure {
        .failed(
            "'\(cell)' is not owed or not among the cells that were asked for: see "
                + NextCommand.explain(cell))
    }
}
