import UsageModel

/// Which report a page shows: of what, when, and how far it can be relied on.
struct ReportLine {
    let report: DriftReport
    /// Nil in a file, which does not age before its reader's eyes.
    let now: Timestamp?

    init(_ report: DriftReport, now: Timestamp?) {
        self.report = report
        self.now = now
    }

    var html: HTML {
        let age = now.map { " (\(AgeText.of($0.since(report.asOf))) ago)" } ?? ""
        let months = ReportWords(report).months.map { ", months \($0)" } ?? ""
        let observed = ReportWords(report).observed.joined(separator: ", ")
        let proof: HTML =
            report.observation.complete
            ? "<span class=\"chip good\">✓ proven complete</span>"
            : "<span class=\"chip bad\">✗ not proven complete</span>"
        let recorded: HTML =
            ReportWords(report).recorded.flatMap { words in
                report.ledger.map { ", \(words), head <code>\($0.head)</code>" as HTML }
            } ?? ""
        return """
            <p class="muted"><bdi>\(report.endpoint)</bdi>, as of \(report.asOf)\(age)\(months): \
            \(observed) \(proof) <small>report <code>\(report.id)</code>\(recorded)</small></p>

            """
    }
}
