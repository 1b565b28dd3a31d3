import UsageModel

/// The guard against a source that says zero for everybody: more likely an empty export than a
/// month
/// without a single customer's usage.
enum ZeroMonths {
    /// Holds the cells of every month in which all that is owed is attested to be zero.
    static func hold(_ cells: [PlannedCell]) -> [PlannedCell] {
        let months = Dictionary(grouping: cells, by: \.cell.month)
        let zero = Set(months.filter { isZeroWhereAsked($0.value) }.keys)
        let empty = Set(months.filter { isZeroEverywhere($0.value) }.keys)
        let silent = silentProducts(cells)
        return cells.map { planned in
            var planned = planned
            let month = planned.cell.month
            if zero.contains(month) {
                planned.object(.usageZeroEverywhere, Self.ofMonth(month))
            }
            let why =
                empty.contains(month) ? Self.ofMonth(month) : silent[ProductMonth(planned.cell)]
            if let why, planned.isZeroAboutToSettle, !planned.isApproved {
                planned.assessment.decision = Decision(
                    verb: .hold, reason: .usageZeroEverywhere, message: why,
                    next: NextCommand.approve(planned.cell))
            }
            return planned
        }
    }

    /// Cells that were not asked for say nothing; a cell that was submitted says that there was
    /// usage.
    private static func isZeroEverywhere(_ cells: [PlannedCell]) -> Bool {
        isZeroWhereAsked(cells) && !cells.contains { $0.state == .inSync }
    }

    /// Products of which all that is owed in a month is attested to be zero, while several of their
    /// cells had usage in the month before: rather an export that lacks the product.
    private static func silentProducts(_ cells: [PlannedCell]) -> [ProductMonth: String] {
        Dictionary(grouping: cells) { ProductMonth($0.cell) }.compactMapValues { cells in
            let used = cells.count { $0.lastMonth.map { !$0.isZero } ?? false }
            guard used >= fewestUsed, isZeroEverywhere(cells), let cell = cells.first?.cell else {
                return nil
            }
            return
                "the source attests zero for every cell of '\(cell.product)' in \(cell.month) at "
                + "once, and \(used) of them had usage the month before"
        }
    }

    /// One customer may well stop; that all of several do at once is for a person to believe.
    private static let fewestUsed = 2

    private static func isZeroWhereAsked(_ cells: [PlannedCell]) -> Bool {
        let asked = cells.filter { $0.usage.answer != .notFetched }
        return !asked.isEmpty && asked.allSatisfy { $0.usage.answer == .zero }
    }

    private static func ofMonth(_ month: BillingMonth) -> String {
        "the source attests zero for every cell of \(month) at once"
    }
}

extension PlannedCell {
    /// Whether an attested zero would be taken as it is; other reasons to hold are more exact.
    fileprivate var isZeroAboutToSettle: Bool {
        decision.reason == .noUsage || decision.reason == .zeroRecords
            || decision.reason == .usageZeroWaits || decision.reason == .usageZeroHeld
    }
}
