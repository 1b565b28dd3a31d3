import UsageModel

/// The parts of a report beside its cells.
struct Sections {
    let report: DriftReport

    /// Everything that has something to say.
    var html: HTML { HTML([balance, unattributed, findings]) }

    /// The balance of the vendor's records.
    var balance: HTML {
        let sums = report.conservation
        let shade = sums.balanced ? Shade.good : .bad
        let verdict = sums.balanced ? "✓ balanced" : "✗ not balanced"
        return """
            <section aria-labelledby="records"><h2 id="records">Usage records</h2>
            <p>\(ReportWords(report).conservation) \
            <span class="chip \(shade.rawValue)">\(verdict)</span></p></section>

            """
    }

    private var unattributed: HTML {
        guard !report.unattributed.isEmpty else { return "" }
        let rows = report.unattributed.map { usage -> HTML in
            let reason = usage.reason.rawValue + (usage.acknowledged ? " (acknowledged)" : "")
            let examples = usage.examples.joined(separator: ", ")
            return """
                <tr><th scope="row">\(usage.product)</th><td class="whole">\(usage.month)</td>\
                <td class="n">\(usage.records)</td><td>\(reason)</td><td>\(examples)</td></tr>

                """
        }
        let total = report.unattributed.reduce(0) { $0 + $1.records }
        return ListTable(
            id: "unattributed", title: "Unattributed usage",
            caption: "\(total) records belong to no obligation",
            columns: ["Product", "Month", "Records", "Reason", "Examples"], numeric: [2], rows: rows
        ).html
    }

    private var findings: HTML {
        guard !report.findings.isEmpty else { return "" }
        let rows = report.findings.map { finding -> HTML in
            """
            <tr><th scope="row">\(finding.code)</th><td>\(finding.subject)</td>\
            <td>\(finding.message)</td><td><code>\(finding.next)</code></td></tr>

            """
        }
        return ListTable(
            id: "findings", title: "Findings", caption: "Worth knowing, beside the cells",
            columns: ["Code", "About", "What", "Next"], rows: rows
        ).html
    }
}
