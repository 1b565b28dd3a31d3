import UsageModel

/// The sums of a report: what is owed, late and held at a glance.
struct Figures {
    let report: DriftReport
    /// Whether the sums lead to the cells that they count.
    let areLinks: Bool

    private struct Figure {
        var name: String
        var count: Int
        var shade: Shade?
        var only: GridFilter.Only?
    }

    var html: HTML {
        let items = figures.map { figure -> HTML in
            let shade = figure.count == 0 ? nil : figure.shade
            let name: HTML = "<b>\(figure.count)</b> \(figure.name)"
            guard areLinks else {
                return "<li><div class=\"\(shade?.rawValue ?? "")\">\(name)</div></li>"
            }
            let address = "/" + GridFilter(only: figure.only).query
            return """
                <li><a class="\(shade?.rawValue ?? "")" href="\(address)">\(name)</a></li>
                """
        }
        return "<ul class=\"figures\" aria-label=\"Totals\">\(items)</ul>\n"
    }

    private var figures: [Figure] {
        let sums = report.summary
        return [
            Figure(name: "overdue", count: sums.overdue, shade: .bad, only: .overdue),
            Figure(name: "held for a person", count: sums.held, shade: .bad, only: .held),
            Figure(name: "to converge", count: sums.actionable, shade: .active, only: .actionable),
            Figure(name: "waiting", count: sums.waiting, shade: .busy, only: .waiting),
            Figure(name: "in sync", count: sums.inSync, shade: .good, only: .settled),
            Figure(name: "owed in all", count: sums.obligations),
        ]
    }
}
