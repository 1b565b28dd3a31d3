package import UsageModel

/// What a cycle would do, as data: sorted, comparable, printable; what is not done stands in it
/// too.
package struct Plan: Sendable {
    /// By contract, product, month.
    package var cells: [PlannedCell]
    package var unattributed: [UnattributedUsage]
    /// Records that the sources delivered.
    package var delivered: Int
    package var findings: [Finding]

    package init(
        cells: [PlannedCell], unattributed: [UnattributedUsage] = [], delivered: Int = 0,
        findings: [Finding] = []
    ) {
        self.cells = cells
        self.unattributed = unattributed
        self.delivered = delivered
        self.findings = findings
    }

    /// The cells on which the controller acts, most overdue first.
    package var actions: [PlannedCell] {
        cells.filter { $0.decision.verb == .converge }.sorted { left, right in
            let first = left.obligation?.due ?? left.cell.month.lastDay
            let second = right.obligation?.due ?? right.cell.month.lastDay
            return first == second ? left.cell < right.cell : first < second
        }
    }

    /// Owed cells that are not settled by what stands on Connect.
    package var open: Set<Cell> {
        Set(cells.filter { $0.obligation != nil && $0.decision.verb != .none }.map(\.cell))
    }

    /// The cells among which a limit of runs or days lets some go on and others wait; none where it
    /// lets all go on.
    package var paced: [Cell] {
        let waiting = cells.filter { $0.decision.reason.isPace }
        guard !waiting.isEmpty else { return [] }
        return (waiting + actions).map(\.cell)
    }

    /// The cells whose judgement waits for the source.
    package var usageDemand: [Cell] {
        cells.filter { $0.assessment.needsUsage && $0.usage.answer == .notFetched }.map(\.cell)
    }
}

extension ReasonCode {
    /// Whether a cell only waits for its turn.
    fileprivate var isPace: Bool {
        self == .createsPerRun || self == .submitsPerRun || self == .submitsPerDay
    }
}
