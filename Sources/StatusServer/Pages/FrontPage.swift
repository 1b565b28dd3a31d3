import UsageModel

/// The first page: what is owed, late and held, in one look.
struct FrontPage {
    let report: DriftReport
    let filter: GridFilter
    let banners: [Banner]
    /// With what others sent; nil where a run never compared.
    let comparison: ShadowComparison?
    let now: Timestamp

    var html: HTML {
        let view = GridView(report, filter)
        return HTML([
            "<h1>Usage reports owed to distributors</h1>\n", ReportLine(report, now: now).html,
            HTML((Banner.banners(of: report) + banners).map(\.html)),
            Figures(report: report, areLinks: true).html,
            StateTotals(report: report, filter: filter).html,
            FilterForm(filter: filter, report: report).html,
            grid(view), ReasonTable(report: report, areLinks: true).html,
            comparison.map { ComparisonSection($0, report: report, now: now).html } ?? "",
            Sections(report: report).html,
        ])
    }

    private func grid(_ view: GridView) -> HTML {
        let table = GridTable(
            view: view, caption: caption(view), isFiltered: filter.isActive,
            link: { PagePath.cell($0.cell) })
        return """
            <section aria-labelledby="grid"><h2 id="grid">Cells</h2>
            \(earlier(view))\(view.rows.isEmpty ? Self.nothing(filter) : table.html)\(pager(view))</section>

            """
    }

    private static func nothing(_ filter: GridFilter) -> HTML {
        filter.isActive
            ? "<p>No cell is like that. <a href=\"/\">Show everything</a></p>\n"
            : "<p>Nothing is owed.</p>\n"
    }

    private func caption(_ view: GridView) -> HTML {
        let rows = CellWords.counted(view.rowCount, "row")
        let cells = CellWords.counted(view.matchCount, "cell")
        let matched = filter.isActive ? "\(cells) found in \(rows)" : "\(cells) in \(rows)"
        return "\(matched); overdue and held first"
    }

    /// Says that older columns are left out, and how to have them.
    private func earlier(_ view: GridView) -> HTML {
        guard let earlier = view.earlier, let first = view.months.first else { return "" }
        let address = "/" + filter.with { $0.from = earlier }.query
        return """
            <p class="muted">Everything before \(first) is settled. \
            <a href="\(address)">Show the months from \(earlier)</a></p>

            """
    }

    private func pager(_ view: GridView) -> HTML {
        guard view.pageCount > 1 else { return "" }
        func link(_ page: Int, _ words: String) -> HTML {
            let address = "/" + filter.with { $0.page = page }.query
            return "<a href=\"\(address)\">\(words)</a>"
        }
        let previous: HTML = view.page > 1 ? link(view.page - 1, "Previous page") : ""
        let next: HTML = view.page < view.pageCount ? link(view.page + 1, "Next page") : ""
        return """
            <nav class="pages" aria-label="Pages of the grid">\(previous)\
            <span>Page \(view.page) of \(view.pageCount)</span>\(next)</nav>

            """
    }
}
