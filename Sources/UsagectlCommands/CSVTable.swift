/// Rows of a CSV text (RFC 4180): fields may be quoted, and then hold separators, quotes and line
/// breaks.
package struct CSVTable {
    package struct Row: Equatable {
        /// The line in which the row begins, from 1.
        package var line: Int
        package var fields: [String]
    }

    package private(set) var rows: [Row] = []

    private let separator: Character
    private var fields: [String] = []
    private var field = ""
    private var isQuoted = false
    private var line = 1
    private var firstLine = 1

    /// Lines without text are left out.
    package init(_ text: String) {
        // A spreadsheet program begins its CSV with a byte order mark, and writes semicolons where
        // the comma is the decimal sign.
        let plain = text.hasPrefix("\u{FEFF}") ? text.dropFirst() : text[...]
        let header = plain.prefix { !$0.isNewline }
        separator = header.contains(";") && !header.contains(",") ? ";" : ","
        var rest = plain
        while let character = rest.popFirst() { add(character, before: rest.first) }
        if !fields.isEmpty || !field.isEmpty { endRow() }
    }

    private mutating func add(_ character: Character, before next: Character?) {
        if isQuoted {
            if character.isNewline { line += 1 }
            if character != "\"" {
                field.append(character)
            } else if next == "\"" {
                // The first of two: the second is taken as the begin of more quoted text.
                field.append(character)
                isQuoted = false
            } else {
                isQuoted = false
            }
        } else if character == "\"" {
            isQuoted = field.isEmpty || field.hasSuffix("\"")
        } else if character == separator {
            endField()
        } else if character.isNewline {
            endRow()
            line += 1
            firstLine = line
        } else {
            field.append(character)
        }
    }

    private mutating func endField() {
        fields.append(field)
        field = ""
    }

    private mutating func endRow() {
        endField()
        if fields.contains(where: { !$0.isEmpty }) {
            rows.append(Row(line: firstLine, fields: fields))
        }
        fields = []
    }
}
