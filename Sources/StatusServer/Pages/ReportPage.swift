package import UsageModel

/// A report as one page: what `report export -o html` writes, and what a cycle's own page shows.
///
/// It needs nothing but itself: no script, nothing to fetch; cells lead to their details further
/// down the same page.
package struct ReportPage {
    private let report: DriftReport
    /// Whether cells in sync have details too.
    private let showsAll: Bool

    package init(_ report: DriftReport, showsAll: Bool = false) {
        self.report = report
        self.showsAll = showsAll
    }

    /// The whole page as a file.
    package var text: String {
        let frame = PageFrame(
            title: "Usage report \(report.id)", identity: report.identity,
            footer: "usagectl \(report.command), report \(report.id)")
        return frame.page(content).text
    }

    /// The page without its frame.
    var content: HTML {
        HTML([
            "<h1>Usage reports owed to distributors</h1>\n", ReportLine(report, now: nil).html,
            HTML(Banner.banners(of: report).map(\.html)), quiet,
            Figures(report: report, areLinks: false).html,
            StateTotals(report: report, filter: nil).html, grid,
            ReasonTable(report: report, areLinks: false).html, details,
            Sections(report: report).html,
        ])
    }

    private var quiet: HTML {
        ReportWords(report).isQuiet
            ? "<p><span class=\"chip good\">✓ everything is in sync</span></p>\n" : ""
    }

    private func isDetailed(_ cell: CellReport) -> Bool {
        showsAll || cell.isDrift || cell.outcome != nil
    }

    private static func anchor(_ cell: Cell) -> String {
        "cell-" + PagePath.segments(cell).replacing("/", with: ".")
    }

    private var grid: HTML {
        guard !report.cells.isEmpty else { return "" }
        let view = GridView(report, GridFilter(), rowsPerPage: nil)
        let earlier: HTML =
            view.earlier == nil || view.months.isEmpty
            ? "" : "<p class=\"muted\">Everything before \(view.months[0]) is settled.</p>\n"
        let table = GridTable(
            view: view,
            caption: "\(CellWords.counted(view.matchCount, "cell")); overdue and held first",
            isFiltered: false,
            link: { isDetailed($0) ? "#" + Self.anchor($0.cell) : nil })
        return """
            <section aria-labelledby="grid"><h2 id="grid">Cells</h2>
            \(earlier)\(table.html)</section>

            """
    }

    private var details: HTML {
        let cells = GridRow.rows(of: report.cells.filter(isDetailed), GridFilter()).flatMap { row in
            row.cells.sorted { $0.key < $1.key }.map(\.value)
        }
        guard !cells.isEmpty else { return "" }
        return """
            <section aria-labelledby="details"><h2 id="details">Details</h2>
            \(cells.map(detail))</section>

            """
    }

    private func detail(_ cell: CellReport) -> HTML {
        let anchor = Self.anchor(cell.cell)
        let names = [cell.contractName, cell.productName].compactMap(\.self)
        let next: HTML = cell.decision.next.map { "<pre><code>\($0)</code></pre>" } ?? ""
        return """
            <article class="detail" id="\(anchor)"><h3>\
            <span class="chip \(cell.state.shade.rawValue)"><span aria-hidden="true">\
            \(cell.state.glyph)</span> \(cell.state.rawValue)</span> \
            <bdi>\(names.joined(separator: ", "))</bdi> <code>\(cell.cell)</code></h3>\
            <p><span class="chip \(cell.decision.verb.shade.rawValue)">\(cell.decision.verb.words)\
            </span> \(cell.decision.message) <small>\(cell.decision.reason.rawValue)</small></p>\
            \(next)\(CellFacts(cell).list)</article>

            """
    }
}
