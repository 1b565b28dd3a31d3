import UsageModel

/// The guard against a source that says zero for everybody: more likely an empty export than a
/// month
/// without a single customer's usage.
enum ZeroMonths {
    /// Holds the cells of every month in which all that is owed is attested to be zero.
    static func hold(_ cells: [PlannedCell]) -> [PlannedCell] {
        let months = Dictionary(grouping: cells, by: \.cell.month)
        let empty = Set(months.filter { isZeroEverywhere($0.value) }.keys)
        return cells.map { planned in
            guard empty.contains(planned.cell.month), planned.isZeroAboutToSettle,
                !planned.isApproved
            else { return planned }
            var held = planned
            held.assessment.decision = Decision(
                verb: .hold, reason: .usageZeroEverywhere,
                message: "the source attests zero for every cell of \(planned.cell.month) at once",
                next: NextCommand.approve(planned.cell))
            return held
        }
    }

    /// Cells that were not asked for say nothing; a cell that was submitted says that there was
    /// usage.
    private static func isZeroEverywhere(_ cells: [PlannedCell]) -> Bool {
        let asked = cells.filter { $0.usage.answer != .notFetched }
        return !asked.isEmpty && asked.allSatisfy { $0.usage.answer == .zero }
            && !cells.contains { $0.state == .inSync }
    }
}

extension PlannedCell {
    /// Whether an attested zero would be taken as it is; other reasons to hold are more exact.
    fileprivate var isZeroAboutToSettle: Bool {
        decision.reason == .noUsage || decision.reason == .zeroRecords
            || decision.reason == .usageZeroWaits || decision.reason == .usageZeroHeld
    }
}
