import UsageModel

/// A contract and a product with their cells: a row of the grid.
struct GridRow: Sendable {
    let pair: CellPair
    var contractName: String?
    var productName: String?
    /// By month.
    var cells: [BillingMonth: CellReport] = [:]
    /// The months of the cells that the filter asked for.
    var matches: Set<BillingMonth> = []
    /// Of all cells of the row.
    var overdue = 0
    var held = 0
    var drift = 0

    /// The rows with at least one cell that the filter asks for, the most urgent first.
    static func rows(of cells: [CellReport], _ filter: GridFilter) -> [GridRow] {
        var rows: [CellPair: GridRow] = [:]
        for cell in cells {
            rows[cell.cell.pair, default: GridRow(pair: cell.cell.pair)].add(
                cell, isMatch: filter.admits(cell))
        }
        return rows.values.filter { !$0.matches.isEmpty }.sorted { $0.isBefore($1) }
    }

    private mutating func add(_ cell: CellReport, isMatch: Bool) {
        contractName = contractName ?? cell.contractName
        productName = productName ?? cell.productName
        cells[cell.cell.month] = cell
        if isMatch { matches.insert(cell.cell.month) }
        if cell.overdue { overdue += 1 }
        if cell.decision.verb == .hold { held += 1 }
        if cell.isDrift { drift += 1 }
    }

    /// Overdue first, then held, then whatever else is not settled; else by contract and product.
    private func isBefore(_ other: GridRow) -> Bool {
        if rank != other.rank { return rank < other.rank }
        return pair < other.pair
    }

    private var rank: Int {
        switch (overdue > 0, held > 0, drift > 0) {
        case (true, true, _): 0
        case (true, false, _): 1
        case (false, true, _): 2
        case (false, false, true): 3
        case (false, false, false): 4
        }
    }
}
