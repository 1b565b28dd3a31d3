import StatusServer
import UsageModel

extension TableRendering {
    /// What a reconcile achieved, cell by cell.
    func outcomes(of cells: [CellReport], on canvas: inout TextCanvas) {
        guard cells.contains(where: { $0.outcome != nil }) else { return }
        section("outcomes", on: &canvas)
        for cell in cells {
            guard let outcome = cell.outcome else { continue }
            let parts = [
                Span("\(outcome.result.glyph) \(outcome.result.words)", outcome.result.tone),
                Span(cell.cell.description, isWhole: true),
                Span(outcome.fileId?.text ?? "", isWhole: true),
            ]
            canvas.flow(parts, indent: 2, hanging: 4)
            if let error = outcome.error { canvas.paragraph(error, .bad, indent: 6) }
        }
    }

    /// What the platform made of staged rows, cell by cell; also of cells that are in sync.
    func staged(in cells: [CellReport], on canvas: inout TextCanvas) {
        guard cells.contains(where: { $0.staged != nil }) else { return }
        section("staged, and deleted again", on: &canvas)
        for cell in cells {
            guard let staged = cell.staged else { continue }
            let isGood = staged.result == .accepted && staged.isRemoved
            let parts = [
                Span(staged.result.rawValue, isGood ? .good : .bad),
                Span(cell.cell.description, isWhole: true),
                Span(CellWords.counted(staged.rows, "row")),
            ]
            canvas.flow(parts, indent: 2, hanging: 4)
            if !isGood { canvas.paragraph(staged.sentence, .bad, indent: 6) }
            for line in staged.refusal.map({ RefusalText(refused: $0).rowLines }) ?? [] {
                canvas.paragraph(line, indent: 6)
            }
        }
    }

    func unattributed(_ usages: [UnattributedUsage], on canvas: inout TextCanvas) {
        guard !usages.isEmpty else { return }
        let total = usages.reduce(0) { $0 + $1.records }
        section("unattributed usage: \(CellWords.counted(total, "record"))", on: &canvas)
        for usage in usages {
            let isOpen = usage.reason.needsPerson && !usage.acknowledged
            let parts = [
                Span(usage.product.text, isWhole: true), Span(usage.month.description),
                Span(CellWords.counted(usage.records, "record")),
                Span(usage.reason.rawValue, isOpen ? .bad : .quiet),
                Span(usage.acknowledged ? "acknowledged" : "", .quiet),
            ]
            canvas.flow(parts, indent: 2, hanging: 4)
            if !usage.examples.isEmpty {
                let examples = usage.examples.map { Span($0, isWhole: true) }
                canvas.flow([Span("such as", .quiet)] + examples, indent: 6, hanging: 0)
            }
        }
    }

    func findings(_ findings: [Finding], on canvas: inout TextCanvas) {
        guard !findings.isEmpty else { return }
        section("findings", on: &canvas)
        for finding in findings {
            let parts = [Span(finding.code, .strong), Span(finding.subject, isWhole: true)]
            canvas.flow(parts, indent: 2, hanging: 4)
            canvas.paragraph(finding.message, indent: 6)
            canvas.command(finding.next, indent: 6)
        }
    }

    func errors(_ errors: [String], on canvas: inout TextCanvas) {
        guard !errors.isEmpty else { return }
        section("errors", on: &canvas)
        for error in errors { canvas.paragraph(error, .bad, indent: 2, mark: "✗ ") }
    }

    private func section(_ title: String, on canvas: inout TextCanvas) {
        canvas.gap()
        canvas.flow([Span(title, .strong)])
    }
}
