import UsageModel

/// What of a report one page of the grid shows.
struct GridView: Sendable {
    /// The rows of this page, the most urgent first.
    let rows: [GridRow]
    /// The columns, without a gap.
    let months: [BillingMonth]
    /// Rows on all pages.
    let rowCount: Int
    /// Cells that the filter asks for, on all pages.
    let matchCount: Int
    let pageCount: Int
    let page: Int
    /// Months before the first column, in all of which everything is settled; nil if there are none.
    let earlier: BillingMonth?

    /// Rows of one page of a large account.
    static let rowsPerPage = 100
    /// Columns that are shown even where all is settled.
    static let leastMonths = 12

    /// - Parameter rowsPerPage: nil for all rows on one page.
    init(_ report: DriftReport, _ filter: GridFilter, rowsPerPage: Int? = GridView.rowsPerPage) {
        let all = GridRow.rows(of: report.cells, filter)
        rowCount = all.count
        matchCount = all.reduce(0) { $0 + $1.matches.count }
        let rowsPerPage = max(1, rowsPerPage ?? all.count)
        pageCount = max(1, (all.count + rowsPerPage - 1) / rowsPerPage)
        page = min(filter.page, pageCount)
        rows = Array(all.dropFirst((page - 1) * rowsPerPage).prefix(rowsPerPage))
        (months, earlier) = Self.columns(of: all, filter)
    }

    /// From the first month in which something is not settled, and at least the last twelve; the
    /// same on all pages, so that a reader's eye need not search.
    private static func columns(
        of rows: [GridRow], _ filter: GridFilter
    ) -> ([BillingMonth], earlier: BillingMonth?) {
        let present = Set(rows.flatMap(\.cells.keys))
        guard let oldest = present.min(), let newest = present.max() else { return ([], nil) }
        let last = min(filter.to ?? newest, newest)
        if let from = filter.from {
            return (BillingMonth.months(from: max(from, oldest), to: last), nil)
        }
        let isNarrowed = filter.isActive
        let urgent = rows.lazy.flatMap { row in
            row.cells.values.filter { cell in
                cell.isDrift || (isNarrowed && row.matches.contains(cell.cell.month))
            }.map(\.cell.month)
        }.min()
        let recent = BillingMonth(index: last.index - leastMonths + 1)
        let first = max(oldest, min(urgent ?? recent, recent))
        return (BillingMonth.months(from: first, to: last), first > oldest ? oldest : nil)
    }
}
