import UsageModel

/// The grid as a table: rows are contract and product, columns are months.
struct GridTable {
    let view: GridView
    let caption: HTML
    /// Whether cells that were not asked for are drawn back.
    let isFiltered: Bool
    /// Where a cell leads; nil for a cell without a page.
    let link: (CellReport) -> String?

    var html: HTML {
        let columns = view.months.map { month -> HTML in "<th scope=\"col\">\(month)</th>" }
        return """
            <div class="scroll grid" role="region" aria-label="Grid of cells" tabindex="0"><table>
            <caption>\(caption)</caption>
            <thead><tr><th scope="col">Contract and product</th>\(columns)</tr></thead>
            <tbody>
            \(view.rows.map(row))</tbody>
            </table></div>

            """
    }

    private func row(_ row: GridRow) -> HTML {
        let cells = view.months.map { month -> HTML in
            guard let cell = row.cells[month] else { return "<td></td>" }
            return "<td>\(self.cell(cell, isMatch: row.matches.contains(month)))</td>"
        }
        return """
            <tr><th scope="row">\(Self.place(row.contractName, row.pair.contract.text))\
            \(Self.place(row.productName, row.pair.product.text))</th>\(cells)</tr>

            """
    }

    /// A name with the id beside it, or the id alone.
    private static func place(_ name: String?, _ id: String) -> HTML {
        guard let name, !name.isEmpty, name != id else { return "<span>\(id)</span>" }
        return "<span><bdi>\(name)</bdi> <small>\(id)</small></span>"
    }

    private func cell(_ cell: CellReport, isMatch: Bool) -> HTML {
        let marks = [
            cell.overdue ? "late" : nil, cell.decision.verb == .hold ? "held" : nil,
        ].compactMap(\.self)
        let classes =
            ["cell", isFiltered && !isMatch ? "other" : cell.state.shade.rawValue] + marks
        let mark: HTML = marks.isEmpty ? "" : "<small>\(marks.joined(separator: ", "))</small>"
        let body: HTML =
            "<span aria-hidden=\"true\">\(cell.state.glyph)</span> \(cell.state.rawValue)\(mark)"
        let names = classes.joined(separator: " ")
        guard let address = link(cell) else { return "<span class=\"\(names)\">\(body)</span>" }
        return """
            <a class="\(names)" href="\(address)" aria-label="\(CellSentence(cell).text)">\(body)</a>
            """
    }
}
