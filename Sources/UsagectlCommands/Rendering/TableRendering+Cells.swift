import StatusServer
import UsageModel

extension TableRendering {
    /// With more rows than this, only the first few carry their command.
    private static let rowsWithCommands = 5
    private static let firstCommands = 3

    /// A group: its heading, then a row a cell with what moves it on.
    func add(_ group: CellGroup, to canvas: inout TextCanvas) {
        canvas.gap()
        heading(group, on: &canvas)
        let common = group.commonMessage
        if let common { canvas.paragraph(common, indent: 2) }
        let mixed = group.states.count > 1
        let width = canvas.width - 4
        let rows = laidOut(group, showsState: mixed, width: width)
        let places = ColumnLayout(names: [1, 3], leastName: 0).lines(
            of: group.cells.map(place), width: width)
        let shown =
            group.cells.count > Self.rowsWithCommands ? Self.firstCommands : group.cells.count
        for (index, cell) in group.cells.enumerated() {
            if let row = rows?[index] {
                canvas.line(row, indent: 4)
            } else {
                add(cell, place: places?[index], showsState: mixed, to: &canvas)
            }
            if common == nil { canvas.paragraph(cell.decision.message, indent: 6) }
            for note in cell.notes { canvas.paragraph(note, .quiet, indent: 6, mark: "note: ") }
            if index < shown, let next = cell.decision.next { canvas.command(next, indent: 6) }
        }
        let more = group.cells.dropFirst(shown).count { $0.decision.next != nil }
        if more > 0 { canvas.line([Span("... \(more) more", .quiet)], indent: 6) }
    }

    private func heading(_ group: CellGroup, on canvas: inout TextCanvas) {
        let states = group.states.map { Span("\($0.glyph) \($0.rawValue)", $0.tone) }
        let count = "\(CellWords.counted(group.cells.count, "cell")), \(group.verb.words)"
        canvas.flow(states + [Span(group.reason.rawValue, .strong), Span(count)])
    }

    /// All fields of a group in columns; nil where the terminal is too narrow for that.
    private func laidOut(_ group: CellGroup, showsState: Bool, width: Int) -> [[Span]]? {
        let rows = group.cells.map { cell in
            let facts = facts(of: cell, showsState: showsState)
            let last = facts.dropFirst(3).map(\.text).filter { !$0.isEmpty }
            return place(of: cell) + facts.prefix(3) + [
                Span(last.joined(separator: ", "), isWhole: true)
            ]
        }
        return ColumnLayout(names: [1, 3], leastName: 8).lines(of: rows, width: width)
    }

    /// A cell whose facts stand below its place; `line` is nil where not even the ids fit on one.
    private func add(
        _ cell: CellReport, place line: [Span]?, showsState: Bool, to canvas: inout TextCanvas
    ) {
        if let line {
            canvas.line(line, indent: 4)
        } else {
            let place = place(of: cell)
            canvas.flow([0, 2, 4].map { place[$0] }, indent: 4)
        }
        let room = canvas.width - 6
        let parts = facts(of: cell, showsState: showsState)
            .flatMap { $0.width > room ? words(of: $0) : [$0] }
        canvas.flow(parts, indent: 6, hanging: 0)
    }

    /// A part that is too wide for a line, word by word: the id in it stays whole.
    private func words(of span: Span) -> [Span] {
        span.text.split(separator: " ").map { Span(String($0), span.tone, isWhole: span.isWhole) }
    }

    private func place(of cell: CellReport) -> [Span] {
        let words = CellWords(cell)
        return [
            Span(cell.cell.contract.text, isWhole: true), Span(words.contractName, .quiet),
            Span(cell.cell.product.text, isWhole: true), Span(words.productName, .quiet),
            Span(cell.cell.month.description, isWhole: true),
        ]
    }

    /// Due date, usage and amount, then what is there and what is planned.
    private func facts(of cell: CellReport, showsState: Bool) -> [Span] {
        let words = CellWords(cell)
        let state = showsState ? "\(cell.state.glyph) \(cell.state.rawValue)" : ""
        return [words.due, Span(words.usage), Span(words.amount), Span(state, cell.state.tone)]
            + words.files + [Span(words.steps), Span(words.acknowledged, .quiet)]
    }
}
