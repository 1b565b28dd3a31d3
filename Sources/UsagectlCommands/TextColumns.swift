import UsageModel

/// Aligned columns of plain text.
enum TextColumns {
    /// The rows as lines, each column as wide as its widest field; server text is cleaned.
    static func of(_ rows: [[String]]) -> [String] {
        let clean = rows.map { $0.map(PrintableText.of) }
        let count = clean.map(\.count).max() ?? 0
        let widths = (0..<count).map { column in
            clean.map { column < $0.count ? $0[column].count : 0 }.max() ?? 0
        }
        return clean.map { row in
            let padded = zip(row, widths).map { field, width in
                field + String(repeating: " ", count: max(0, width - field.count))
            }
            var line = padded.joined(separator: "  ")
            while line.last == " " { line.removeLast() }
            return line
        }
    }
}
