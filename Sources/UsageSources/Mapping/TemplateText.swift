/// Reads a field's template: text with column names in braces, braces themselves doubled.
enum TemplateText {
    enum Piece: Hashable {
        case text(String)
        case column(String)
    }

    /// - Parameter field: whose template it is, for messages.
    static func pieces(
        of template: String, for field: String
    ) throws(SourceConfigurationError) -> [Piece] {
        var pieces: [Piece] = []
        var text = ""
        var rest = template[...]
        while let character = rest.first {
            if character == "{" || character == "}", rest.dropFirst().first == character {
                text.append(character)
                rest = rest.dropFirst(2)
                continue
            }
            guard character == "{" || character == "}" else {
                text.append(character)
                rest = rest.dropFirst()
                continue
            }
            guard character == "{", let close = rest.firstIndex(of: "}") else {
                throw .template(template, field: field, reason: "has a brace without its partner")
            }
            let name = rest[rest.index(after: rest.startIndex)..<close]
            guard !name.isEmpty, !name.contains("{") else {
                throw .template(
                    template, field: field, reason: "has braces without a column's name")
            }
            if !text.isEmpty { pieces.append(.text(text)) }
            text = ""
            pieces.append(.column(String(name)))
            rest = rest[rest.index(after: close)...]
        }
        if !text.isEmpty { pieces.append(.text(text)) }
        return pieces
    }
}
