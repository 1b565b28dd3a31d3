import UsageModel

/// How many cells are in each state.
struct StateTotals {
    let report: DriftReport
    /// The filter that a link changes; nil where the totals lead nowhere.
    let filter: GridFilter?

    var html: HTML {
        let counts = Dictionary(grouping: report.cells, by: \.state).mapValues(\.count)
        let items = CellState.allCases.compactMap { state in counts[state].map { item(state, $0) } }
        guard !items.isEmpty else { return "" }
        return "<ul class=\"chips\" aria-label=\"Cells by state\">\(items)</ul>\n"
    }

    private func item(_ state: CellState, _ count: Int) -> HTML {
        let words: HTML =
            "<span aria-hidden=\"true\">\(state.glyph)</span> \(state.rawValue) <b>\(count)</b>"
        guard let filter else {
            return "<li><span class=\"chip \(state.shade.rawValue)\">\(words)</span></li>"
        }
        let isCurrent = filter.state == state
        let address = "/" + filter.with { $0.state = isCurrent ? nil : state }.query
        let current: HTML = isCurrent ? " aria-current=\"true\"" : ""
        return """
            <li><a class="chip \(state.shade.rawValue)" href="\(address)"\(current)>\(words)</a></li>
            """
    }
}
