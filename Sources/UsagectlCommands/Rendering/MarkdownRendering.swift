import StatusServer
import UsageModel

/// The report for an issue, a chat or a wiki.
struct MarkdownRendering {
    let showsAll: Bool

    func render(_ report: DriftReport) -> String {
        let sections = [
            summary(report), cells(report), unattributed(report.unattributed),
            findings(report.findings), errors(report.errors),
        ]
        return sections.filter { !$0.isEmpty }.map { $0.joined(separator: "\n") }
            .joined(separator: "\n\n") + "\n"
    }

    private func summary(_ report: DriftReport) -> [String] {
        let words = ReportWords(report)
        let seen = words.observed.joined(separator: ", ")
        let proof = report.observation.complete ? "complete" : "**not proven complete**"
        let months = words.months.map { ", months \($0)" } ?? ""
        var lines = [
            "## Drift report \(MarkdownText.of(report.id))", "",
            "- endpoint: \(MarkdownText.code(report.endpoint)), as of \(report.asOf)\(months)",
            "- observation: \(seen): \(proof)",
        ]
        lines += report.observation.problems.map { "  - \(MarkdownText.of($0))" }
        lines.append("- " + words.summary.map(\.text).joined(separator: ", "))
        if !words.byState.isEmpty {
            lines.append(
                "- states: "
                    + words.byState.map { MarkdownText.of($0.text) }
                    .joined(separator: ", "))
        }
        let mark = report.conservation.balanced ? "" : " **NOT BALANCED**"
        lines.append("- records: \(words.conservation)".replacing(" + ", with: " \\+ ") + mark)
        if let recorded = words.recorded, let ledger = report.ledger {
            lines.append("- \(recorded), head \(MarkdownText.code(ledger.head))")
        }
        return lines
    }

    private func cells(_ report: DriftReport) -> [String] {
        let shown = report.cells.filter { showsAll || $0.isDrift || $0.outcome != nil }
        guard !shown.isEmpty else { return [] }
        let names = [
            "state", "contract", "product", "month", "due", "usage", "reason", "files or steps",
        ]
        let hasOutcomes = shown.contains { $0.outcome != nil }
        return ["### Cells", ""]
            + table(
                names + (hasOutcomes ? ["outcome"] : []) + ["message", "next"],
                shown.map { row($0, hasOutcomes: hasOutcomes) })
    }

    private func row(_ cell: CellReport, hasOutcomes: Bool) -> [String] {
        let words = CellWords(cell)
        let usage = [words.usage, words.amount].filter { !$0.isEmpty }.joined(separator: ", ")
        let work = (words.files.map(\.text) + [words.steps, words.acknowledged]).filter {
            !$0.isEmpty
        }
        let fields = [
            MarkdownText.of("\(cell.state.glyph) \(cell.state.rawValue)"),
            MarkdownText.of("\(cell.cell.contract) \(words.contractName)"),
            MarkdownText.of("\(cell.cell.product) \(words.productName)"),
            cell.cell.month.description, MarkdownText.of(words.due.text), MarkdownText.of(usage),
            MarkdownText.of(cell.decision.reason.rawValue),
            MarkdownText.of(work.joined(separator: ", ")),
        ]
        return fields + (hasOutcomes ? [outcome(cell.outcome)] : [])
            + [MarkdownText.of(cell.decision.message), MarkdownText.code(cell.decision.next ?? "")]
    }

    private func outcome(_ outcome: Outcome?) -> String {
        guard let outcome else { return "" }
        let words = [
            "\(outcome.result.glyph) \(outcome.result.words)", outcome.fileId?.text, outcome.error,
        ]
        return MarkdownText.of(words.compactMap(\.self).joined(separator: " "))
    }

    private func unattributed(_ usages: [UnattributedUsage]) -> [String] {
        guard !usages.isEmpty else { return [] }
        return ["### Unattributed usage", ""]
            + table(
                ["product", "month", "records", "reason", "examples"],
                usages.map {
                    [
                        MarkdownText.of($0.product.text), $0.month.description, "\($0.records)",
                        $0.reason.rawValue + ($0.acknowledged ? " (acknowledged)" : ""),
                        MarkdownText.of($0.examples.joined(separator: ", ")),
                    ]
                })
    }

    private func findings(_ findings: [Finding]) -> [String] {
        guard !findings.isEmpty else { return [] }
        return ["### Findings", ""]
            + table(
                ["code", "subject", "message", "next"],
                findings.map {
                    [
                        MarkdownText.of($0.code), MarkdownText.of($0.subject),
                        MarkdownText.of($0.message), MarkdownText.code($0.next),
                    ]
                })
    }

    private func errors(_ errors: [String]) -> [String] {
        errors.isEmpty ? [] : ["### Errors", ""] + errors.map { "- \(MarkdownText.of($0))" }
    }

    private func table(_ names: [String], _ rows: [[String]]) -> [String] {
        ([names, names.map { _ in "---" }] + rows).map { "| " + $0.joined(separator: " | ") + " |" }
    }
}
