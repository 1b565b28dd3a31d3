import StatusServer
import UsageModel

/// The report for people at a terminal: what is not in sync, why, and the command that moves it on.
struct TableRendering {
    let style: RenderingStyle

    func render(_ report: DriftReport) -> String {
        var canvas = TextCanvas(style: style)
        header(report, on: &canvas)
        if ReportWords(report).isQuiet, !style.showsAll {
            quietSummary(report, on: &canvas)
            staged(in: report.cells, on: &canvas)
            place(report, on: &canvas)
            return canvas.text
        }
        let groups = CellGroup.groups(of: report, showsAll: style.showsAll)
        for group in groups { add(group, to: &canvas) }
        outcomes(of: report.cells, on: &canvas)
        staged(in: report.cells, on: &canvas)
        unattributed(report.unattributed, on: &canvas)
        findings(report.findings, on: &canvas)
        errors(report.errors, on: &canvas)
        closing(report, on: &canvas)
        place(report, on: &canvas)
        return canvas.text
    }

    /// What a person keeps, to find later whether the ledger was altered.
    private func place(_ report: DriftReport, on canvas: inout TextCanvas) {
        guard let ledger = report.ledger, let words = ReportWords(report).recorded else { return }
        canvas.flow([Span(words, .quiet), Span("head \(ledger.head)", .quiet, isWhole: true)])
    }

    private func header(_ report: DriftReport, on canvas: inout TextCanvas) {
        let words = ReportWords(report)
        let observation = report.observation
        let title = [
            Span(report.endpoint, .strong), Span("as of \(report.asOf)"),
            Span(words.months.map { "months \($0)" } ?? ""),
        ]
        let proof =
            observation.complete ? Span("complete", .good) : Span("NOT PROVEN COMPLETE", .bad)
        canvas.flow(title + words.observed.map { Span($0) } + [proof], separator: " · ")
        for problem in observation.problems {
            canvas.paragraph(problem, .bad, indent: 2, mark: "✗ ")
        }
    }

    /// What is left to say when all is well.
    private func quietSummary(_ report: DriftReport, on canvas: inout TextCanvas) {
        let count = CellWords.counted(report.summary.obligations, "obligation")
        let states = ReportWords(report).byState
        canvas.flow([Span("in sync: \(count)", .good)] + states)
        if report.conservation.delivered > 0 {
            canvas.flow([Span(ReportWords(report).conservation)])
        }
    }

    private func closing(_ report: DriftReport, on canvas: inout TextCanvas) {
        canvas.gap()
        let words = ReportWords(report)
        let balanced = report.conservation.balanced
        var balance = words.conservation.split(separator: " + ").map { Span(String($0)) }
        for index in balance.indices.dropFirst() {
            balance[index] = Span("+ \(balance[index].text)")
        }
        if !balanced {
            balance = balance.map { Span($0.text, .bad) } + [Span("NOT BALANCED", .bad)]
        }
        canvas.flow(balance, separator: " ")
        canvas.flow(words.byState)
        canvas.flow(words.summary, separator: " · ")
    }
}
