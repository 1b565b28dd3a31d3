import StatusServer
import UsageModel

/// Collects the lines of a table and keeps them within the terminal's width.
struct TextCanvas {
    private let style: RenderingStyle
    private var lines: [String] = []

    /// Narrower terminals get lines of this width: an id and its indentation must fit.
    private static let narrowest = 30
    /// A longer text of a server is cut: the whole of it is in the JSON.
    private static let paragraphLines = 6

    init(style: RenderingStyle) {
        self.style = style
    }

    var width: Int { max(style.width, Self.narrowest) }
    var text: String { lines.map { $0 + "\n" }.joined() }

    /// An empty line between sections.
    mutating func gap() {
        if let last = lines.last, !last.isEmpty { lines.append("") }
    }

    /// A line as it is.
    mutating func line(_ spans: [Span], indent: Int = 0) {
        let text = spans.map { style.color ? $0.tone.painted($0.text) : $0.text }.joined()
        lines.append(String(repeating: " ", count: indent) + text)
    }

    /// A command on its own line, however long: it is there to be copied.
    mutating func command(_ text: String, indent: Int) {
        line([Span(text, .busy)], indent: indent)
    }

    /// Parts side by side, on as many lines as they need; only whole parts may be too wide.
    mutating func flow(
        _ parts: [Span], separator: String = "  ", indent: Int = 0, hanging: Int = 2
    ) {
        let gap = Span(separator)
        var current: [Span] = []
        var used = indent
        var margin = indent
        for part in parts where !part.text.isEmpty {
            if !current.isEmpty, used + gap.width + part.width > width {
                line(current, indent: margin)
                current = []
                margin = indent + hanging
                used = margin
            }
            let fitting = part.cut(to: width - margin)
            if !current.isEmpty {
                current.append(gap)
                used += gap.width
            }
            current.append(fitting)
            used += fitting.width
        }
        if !current.isEmpty { line(current, indent: margin) }
    }

    /// A sentence, broken between words.
    mutating func paragraph(_ text: String, _ tone: Tone = .plain, indent: Int, mark: String = "") {
        let mark = Span(mark, tone)
        let room = width - indent - mark.width
        var rows = Self.wrapped(PrintableText.of(text), to: room)
        if rows.count > Self.paragraphLines {
            let last = rows[Self.paragraphLines - 1]
            rows =
                rows.prefix(Self.paragraphLines - 1) + [PrintableText.cut(last, to: room - 1) + "…"]
        }
        for (index, row) in rows.enumerated() {
            let margin = index == 0 ? [mark] : []
            line(margin + [Span(row, tone)], indent: indent + (index == 0 ? 0 : mark.width))
        }
    }

    /// Lines of at most `width` columns; a word that is wider is broken.
    private static func wrapped(_ text: String, to width: Int) -> [String] {
        var rows: [String] = []
        var row = ""
        var used = 0
        for word in text.split(separator: " ") {
            let size = DisplayWidth.of(String(word))
            if used > 0, used + 1 + size <= width {
                row += " " + word
                used += 1 + size
                continue
            }
            if used > 0 { rows.append(row) }
            (row, used) = ("", 0)
            for character in word {
                let next = DisplayWidth.of(character)
                if used + next > width {
                    rows.append(row)
                    (row, used) = ("", 0)
                }
                row.append(character)
                used += next
            }
        }
        return used > 0 ? rows + [row] : rows
    }
}
