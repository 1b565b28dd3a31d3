import UsageModel

/// One cell: why it is as it is, and what moves it on.
struct CellPage {
    let cell: CellReport
    let report: DriftReport
    /// The newest first.
    let history: [HistoryEntry]
    let policies: PoliciesInForce?
    let banners: [Banner]
    let now: Timestamp

    var html: HTML {
        HTML([
            "<h1>\(Self.name(cell.contractName, cell.cell.contract.text)), ",
            "\(Self.name(cell.productName, cell.cell.product.text)), \(cell.cell.month)</h1>\n",
            "<p><code>\(cell.cell)</code></p>\n", HTML(banners.map(\.html)), verdict, next,
            CellFacts(cell).html, policy, historyTable,
            "<p class=\"muted\">\(ReportLine(report, now: now).html)</p>\n",
        ])
    }

    private static func name(_ name: String?, _ id: String) -> HTML {
        guard let name, !name.isEmpty else { return "\(id)" }
        return "<bdi>\(name)</bdi>"
    }

    private var verdict: HTML {
        let overdue: HTML =
            cell.overdue ? " <span class=\"chip bad\">overdue</span>" : ""
        let state: HTML = """
            <span class="chip \(cell.state.shade.rawValue)">\
            <span aria-hidden="true">\(cell.state.glyph)</span> \(cell.state.rawValue)</span>
            """
        return """
            <p>\(state)\(overdue) <span class="chip \(cell.decision.verb.shade.rawValue)">\
            \(cell.decision.verb.words)</span></p>
            <section aria-labelledby="why"><h2 id="why">Why</h2>
            <p>\(cell.decision.message)</p>
            <p class="muted"><code>\(cell.decision.reason.rawValue)</code> \
            \(cell.decision.reason.meaning)</p></section>

            """
    }

    private var next: HTML {
        guard let command = cell.decision.next else { return "" }
        let title = cell.decision.verb == .hold ? "The command that clears it" : "The next command"
        return """
            <section aria-labelledby="next"><h2 id="next">\(title)</h2>
            <pre><code>\(command)</code></pre></section>

            """
    }

    private var policy: HTML {
        guard !cell.policy.isEmpty else {
            return """
                <section aria-labelledby="policies"><h2 id="policies">Policies</h2>
                <p>Only the built-in values apply.</p></section>

                """
        }
        let rows = cell.policy.map { name -> HTML in
            let record = policies?.policies.first { $0.name == name }
            let place = record.map(\.place) ?? ""
            let values = (record?.settings ?? []).map { setting -> HTML in
                "<code>\(setting.field): \(setting.value)</code> <small>\(setting.origin)</small><br>"
            }
            return """
                <tr><th scope="row"><a href="/policies#\(URLText.of(name))">\(name)</a></th>\
                <td>\(values)</td><td>\(place)</td></tr>

                """
        }
        return ListTable(
            id: "policies", title: "Policies", caption: "Which apply here, the most specific first",
            columns: ["Policy", "Sets", "Written in"], rows: rows
        ).html
    }

    private var historyTable: HTML {
        guard !history.isEmpty else {
            return """
                <section aria-labelledby="history"><h2 id="history">History</h2>
                <p>The ledger holds nothing about this cell yet.</p></section>

                """
        }
        let rows = history.map { entry -> HTML in
            """
            <tr><td class="whole">\(entry.at)</td><td>\(entry.by ?? "usagectl")</td>\
            <td>\(entry.what)</td><td class="n">\(entry.seq)</td></tr>

            """
        }
        return ListTable(
            id: "history", title: "History", caption: "From the ledger, the newest first",
            columns: ["When", "Who", "What", "Entry"], numeric: [3], rows: rows
        ).html
    }
}
