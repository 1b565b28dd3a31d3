/// A piece of a line: printable text and its tone.
struct Span: Hashable, Sendable {
    let text: String
    let tone: Tone
    /// Whether it must be copyable and so is never cut: ids.
    let isWhole: Bool
    /// Columns on a terminal.
    let width: Int

    /// Takes any text; what is hidden in it becomes visible.
    init(_ text: String, _ tone: Tone = .plain, isWhole: Bool = false) {
        self.text = PrintableText.of(text)
        self.tone = tone
        self.isWhole = isWhole
        width = DisplayWidth.of(self.text)
    }

    func cut(to width: Int) -> Span {
        isWhole || self.width <= width ? self : Span(PrintableText.cut(text, to: width), tone)
    }
}
