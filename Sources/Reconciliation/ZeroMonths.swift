import UsageModel

/// The guard against a source that says zero for everybody: more likely an empty export than a month
/// without a single customer's usage.
enum ZeroMonths {
    /// Holds the cells of every month in which all that is owed is attested to be zero.
    static func hold(_ cells: [PlannedCell]) -> [PlannedCell] {
        let months = Dictionary(grouping: cells, by: \.cell.month)
        let empty = Set(months.filter { isZeroEverywhere($0.value) }.keys)
        return cells.map { planned in
            guard empty.contains(planned.cell.month), !planned.isApproved else { return planned }
            var held = planned
            held.assessment.decision = Decision(
                verb: .hold, reason: .usageZeroEverywhere,
                message: "the source attests zero for every cell of \(planned.cell.month) at once",
                next: NextCommand.approve(planned.cell))
            return held
        }
    }

    private static func isZeroEverywhere(_ cells: [PlannedCell]) -> Bool {
        cells.allSatisfy { $0.usage.answer == .zero && $0.state != .inSync }
    }
}
