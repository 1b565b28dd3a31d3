import UsageModel

/// A piece of a line: printable text and its tone.
package struct Span: Hashable, Sendable {
    package let text: String
    package let tone: Tone
    /// Whether it must be copyable and so is never cut: ids.
    package let isWhole: Bool
    /// Columns on a terminal.
    package let width: Int

    /// Takes any text; what is hidden in it becomes visible.
    package init(_ text: String, _ tone: Tone = .plain, isWhole: Bool = false) {
        self.text = PrintableText.of(text)
        self.tone = tone
        self.isWhole = isWhole
        width = DisplayWidth.of(self.text)
    }

    package func cut(to width: Int) -> Span {
        isWhole || self.width <= width ? self : Span(PrintableText.cut(text, to: width), tone)
    }
}
