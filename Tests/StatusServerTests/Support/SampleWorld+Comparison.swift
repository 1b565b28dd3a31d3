import UsageModel

extension SampleWorld {
    /// The cell that the present script reports otherwise.
    static let differingCell = report.cells.first { $0.state == .mismatch }?.cell

    /// The daily comparisons of a run that only observes, the newest first: a cell differs since
    /// the last day.
    static let comparisons: [DriftReport] = (0...2).map { day in
        var comparison = report
        comparison.id = "01KA9Z7Q3M8W4T6R2E5Y1C0CM\(9 - day)"
        comparison.command = DriftReport.comparison
        comparison.asOf = now.adding(.seconds(-7200 - 86_400 * Int64(day)))
        comparison.cells = report.cells.map { compared($0, differs: day == 0) }
        return comparison
    }

    private static func compared(_ base: CellReport, differs: Bool) -> CellReport {
        var cell = base
        let isCompared = [.inSync, .mismatch].contains(cell.state)
        guard isCompared else { return cell }
        let sent = [ItemTotal(mpn: "STORAGE-GB", rows: 12, quantity: ExactDecimal(4120))]
        var now = sent
        if cell.state == .mismatch {
            now[0].quantity = ExactDecimal(differs ? 4181 : 4120)
            cell.state = differs ? .mismatch : .inSync
        }
        cell.difference = UsageDifference(sent: sent, now: now, basis: .platform)
        return cell
    }
}
