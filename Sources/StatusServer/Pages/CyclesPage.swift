import Ledger
import UsageModel

/// The recorded reports, the newest first.
struct CyclesPage {
    let headers: [ReportHeader]
    let health: LoopHealth
    let banners: [Banner]

    /// How many the page shows.
    static let shown = 200

    var html: HTML {
        guard !headers.isEmpty else {
            return "<h1>Cycles</h1>\n\(banners.map(\.html))<p>No cycle was recorded yet.</p>\n"
        }
        let columns = [
            "As of", "Report", "Command", "Verdict", "Took", "Owed", "In sync", "To converge",
            "Waiting", "Held", "Overdue", "Unattributed",
        ]
        let table = ListTable(
            id: "reports", title: "Recorded reports", caption: "The newest first", columns: columns,
            numeric: Set(5...11), rows: headers.map(row))
        return "<h1>Cycles</h1>\n\(banners.map(\.html))\(table.html)"
    }

    private func row(_ header: ReportHeader) -> HTML {
        let sums = header.summary
        let verdict = ReportVerdict(header)
        let took = health.durations[header.id].map { AgeText.precise($0) } ?? ""
        let counts = [
            sums.obligations, sums.inSync, sums.actionable, sums.waiting, sums.held, sums.overdue,
            header.conservation.unattributed,
        ].map { count -> HTML in "<td class=\"n\">\(count)</td>" }
        return """
            <tr><td class="whole">\(header.asOf)</td><th scope="row" class="whole">\
            <a href="\(PagePath.report(header.id))">\(header.id)</a></th><td>\(header.command)</td>\
            <td class="whole"><span class="chip \(verdict.shade.rawValue)">\(verdict.words)</span></td>\
            <td class="whole">\(took)</td>\(counts)</tr>

            """
    }
}
