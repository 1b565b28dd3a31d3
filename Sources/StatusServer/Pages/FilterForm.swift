import UsageModel

/// The form that narrows the grid; it sends a query and needs no script.
struct FilterForm {
    let filter: GridFilter
    /// Whose states and reasons are offered.
    let report: DriftReport

    var html: HTML {
        let states = Set(report.cells.map(\.state) + [filter.state].compactMap(\.self))
        let reasons = Set(
            report.cells.map(\.decision.reason) + [filter.reason].compactMap(\.self))
        let clear: HTML = filter.isActive ? "<a href=\"/\">Show everything</a>" : ""
        return """
            <form class="filter" role="search" aria-label="Filter the grid" method="get" action="/">
            \(text("contract", "Contract", filter.contract, "id or name"))
            \(text("product", "Product", filter.product, "id or name"))
            \(text("provider", "Distributor", filter.provider, "id or name"))
            \(text("from", "From month", filter.from?.description, "2026-01"))
            \(text("to", "To month", filter.to?.description, "2026-12"))
            \(choice("state", "State", filter.state?.rawValue, CellState.allCases.filter(states.contains).map { ($0.rawValue, "\($0.glyph) \($0.rawValue)") }))
            \(choice("reason", "Reason", filter.reason?.rawValue, ReasonCode.allCases.filter(reasons.contains).map { ($0.rawValue, $0.rawValue) }))
            \(choice("only", "Only", filter.only?.rawValue, GridFilter.Only.allCases.map { ($0.rawValue, $0.words) }))
            <div class="actions"><button>Filter</button>\(clear)</div>
            </form>

            """
    }

    private func text(_ name: String, _ label: String, _ value: String?, _ hint: String) -> HTML {
        """
        <label>\(label)<input name="\(name)" value="\(value ?? "")" placeholder="\(hint)" \
        autocomplete="off"></label>
        """
    }

    private func choice(
        _ name: String, _ label: String, _ value: String?,
        _ options: [(value: String, words: String)]
    ) -> HTML {
        let items = options.map { option -> HTML in
            let selected: HTML = option.value == value ? " selected" : ""
            return "<option value=\"\(option.value)\"\(selected)>\(option.words)</option>"
        }
        return """
            <label>\(label)<select name="\(name)"><option value="">any</option>\(items)</select></label>
            """
    }
}
