import UsageModel

/// The report as one page without scripts and without anything to fetch.
struct HTMLRendering {
    let showsAll: Bool

    func render(_ report: DriftReport) -> String {
        let shown = report.cells.filter { showsAll || $0.isDrift || $0.outcome != nil }
        let title = "Drift report \(HTMLText.of(report.id))"
        let body =
            ["<h1>\(title)</h1>"] + summary(report)
            + cells(shown, isQuiet: ReportWords(report).isQuiet)
            + unattributed(report.unattributed) + findings(report.findings) + errors(report.errors)
        return (HTMLPage.head(title: title) + body + HTMLPage.foot).joined(separator: "\n") + "\n"
    }

    private func summary(_ report: DriftReport) -> [String] {
        let words = ReportWords(report)
        let observation = report.observation
        let proof =
            observation.complete ? span("complete", .good) : span("not proven complete", .bad)
        let months = words.months.map { ", months \($0)" } ?? ""
        var lines = [
            "<p><strong>\(HTMLText.of(report.endpoint))</strong>, as of "
                + "\(report.asOf)\(months)</p>",
            "<p>\(words.observed.joined(separator: ", ")): \(proof)</p>",
        ]
        lines += list(observation.problems)
        lines.append(
            "<p>" + words.summary.map { span($0.text, $0.tone) }.joined(separator: " · ") + "</p>")
        if !words.byState.isEmpty {
            lines.append(
                "<p>" + words.byState.map { span($0.text, $0.tone) }.joined(separator: " ") + "</p>"
            )
        }
        let balanced = report.conservation.balanced
        let balance = words.conservation + (balanced ? "" : ", NOT BALANCED")
        lines.append("<p>\(span(balance, balanced ? .plain : .bad))</p>")
        if let recorded = words.recorded, let ledger = report.ledger {
            lines.append("<p>\(recorded), head <code>\(HTMLText.of(ledger.head))</code></p>")
        }
        return lines
    }

    private func cells(_ cells: [CellReport], isQuiet: Bool) -> [String] {
        guard !cells.isEmpty else {
            // A reading that is not proven shows no drift either, and is no good news.
            return isQuiet ? ["<p>\(span("✓ everything is in sync", .good))</p>"] : []
        }
        let names = [
            "State", "Contract", "Product", "Month", "Due", "Usage", "Files and steps",
            "Why and what next",
        ]
        return ["<h2>Cells</h2>"] + table(names, cells.map(row))
    }

    private func row(_ cell: CellReport) -> [String] {
        let words = CellWords(cell)
        let work = (words.files + [Span(words.steps), Span(words.acknowledged, .quiet)])
            .filter { !$0.text.isEmpty }.map { span($0.text, $0.tone) }
        let usage = [words.usage, words.amount].filter { !$0.isEmpty }.map(HTMLText.of)
        let notes = cell.notes.map { span("note: \($0)", .quiet) }
        let why = [
            span(cell.decision.reason.rawValue, .strong), HTMLText.of(cell.decision.message),
        ]
        let next = cell.decision.next.map { ["<code>\(HTMLText.of($0))</code>"] } ?? []
        return [
            span("\(cell.state.glyph) \(cell.state.rawValue)", cell.state.tone),
            place(cell.cell.contract.text, words.contractName),
            place(cell.cell.product.text, words.productName), cell.cell.month.description,
            span(words.due.text, words.due.tone), usage.joined(separator: "<br>"),
            (work + outcome(cell.outcome)).joined(separator: "<br>"),
            (why + notes + next).joined(separator: "<br>"),
        ]
    }

    private func outcome(_ outcome: Outcome?) -> [String] {
        guard let outcome else { return [] }
        let result = [outcome.result.glyph, outcome.result.words, outcome.fileId?.text]
        let words = result.compactMap(\.self).joined(separator: " ")
        return [span("outcome: \(words)", outcome.result.tone)]
            + (outcome.error.map { [span($0, .bad)] } ?? [])
    }

    private func unattributed(_ usages: [UnattributedUsage]) -> [String] {
        guard !usages.isEmpty else { return [] }
        let rows = usages.map { usage in
            [
                HTMLText.of(usage.product.text), usage.month.description, "\(usage.records)",
                usage.reason.rawValue + (usage.acknowledged ? " (acknowledged)" : ""),
                HTMLText.of(usage.examples.joined(separator: ", ")),
            ]
        }
        return ["<h2>Unattributed usage</h2>"]
            + table(["Product", "Month", "Records", "Reason", "Examples"], rows)
    }

    private func findings(_ findings: [Finding]) -> [String] {
        guard !findings.isEmpty else { return [] }
        let rows = findings.map { finding in
            [finding.code, finding.subject, finding.message].map(HTMLText.of)
                + ["<code>\(HTMLText.of(finding.next))</code>"]
        }
        return ["<h2>Findings</h2>"] + table(["Code", "Subject", "Message", "Next"], rows)
    }

    private func errors(_ errors: [String]) -> [String] {
        errors.isEmpty ? [] : ["<h2>Errors</h2>"] + list(errors)
    }

    /// Sentences of something that is wrong.
    private func list(_ sentences: [String]) -> [String] {
        guard !sentences.isEmpty else { return [] }
        return ["<ul>"] + sentences.map { "<li>\(span($0, .bad))</li>" } + ["</ul>"]
    }

    /// A table of fields that are HTML already.
    private func table(_ names: [String], _ rows: [[String]]) -> [String] {
        let head = names.map { "<th scope=\"col\">\($0)</th>" }.joined()
        let body = rows.map { "<tr>" + $0.map { "<td>\($0)</td>" }.joined() + "</tr>" }
        return ["<div class=\"table\"><table>", "<thead><tr>\(head)</tr></thead>", "<tbody>"] + body
            + ["</tbody>", "</table></div>"]
    }

    private func place(_ id: String, _ name: String) -> String {
        HTMLText.of(id) + (name.isEmpty ? "" : "<br>" + span(name, .quiet))
    }

    private func span(_ text: String, _ tone: Tone) -> String {
        tone == .plain
            ? HTMLText.of(text) : "<span class=\"\(tone.rawValue)\">\(HTMLText.of(text))</span>"
    }
}
