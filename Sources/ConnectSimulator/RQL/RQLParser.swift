/// Reads a query by the platform's grammar, which has no optional spaces and ignores nothing.
///
/// What the grammar refuses is refused here too: empty lists, `and` of one term, `not` of a logical
/// term, lists in the `f=op=v` form, unquoted values with `/`, `,` or brackets.
package struct RQLParser {
    private static let functions: Set<String> = [
        "and", "or", "not", "in", "out", "like", "ilike", "ordering", "select", "t",
        "eq", "ne", "gt", "ge", "lt", "le",
    ]

    private let text: [Character]
    private var position = 0

    private init(_ text: String) {
        self.text = Array(text)
    }

    /// The tree of a query that is already percent-decoded; nil for an empty one.
    package static func parse(_ query: String) throws(RQLError) -> RQLExpression? {
        guard !query.isEmpty else { return nil }
        var parser = RQLParser(query)
        var terms = [try parser.parseTerm()]
        while parser.take(",") { terms.append(try parser.parseTerm()) }
        guard parser.position == parser.text.count else { throw parser.failure }
        return terms.count == 1 ? terms[0] : .and(terms)
    }

    private var failure: RQLError { .syntax(offset: position) }

    private var next: Character? { position < text.count ? text[position] : nil }

    private mutating func take(_ character: Character) -> Bool {
        guard next == character else { return false }
        position += 1
        return true
    }

    private mutating func expect(_ character: Character) throws(RQLError) {
        guard take(character) else { throw failure }
    }

    /// One term, or several joined by `&`.
    private mutating func parseTerm() throws(RQLError) -> RQLExpression {
        var terms = [try parsePrimary()]
        while take("&") { terms.append(try parsePrimary()) }
        return terms.count == 1 ? terms[0] : .and(terms)
    }

    private mutating func parsePrimary() throws(RQLError) -> RQLExpression {
        if take("(") { return try parseGroup() }
        let name = try parseProperty()
        if next == "(", Self.functions.contains(name) { return try parseFunction(name) }
        try expect("=")
        return try parseEquality(name)
    }

    /// What follows an opening bracket: one term, or terms joined by one of `,` `|` `;`.
    private mutating func parseGroup() throws(RQLError) -> RQLExpression {
        var terms = [try parseTerm()]
        guard let joiner = next, [",", "|", ";"].contains(joiner) else {
            try expect(")")
            return terms[0]
        }
        while take(joiner) { terms.append(try parseTerm()) }
        try expect(")")
        return joiner == "," ? .and(terms) : .or(terms)
    }

    private mutating func parseFunction(_ name: String) throws(RQLError) -> RQLExpression {
        try expect("(")
        switch name {
        case "and": return .and(try parseTerms())
        case "or": return .or(try parseTerms())
        case "not": return .not(try parseNegated())
        case "ordering": return .ordering(try parseSignedProperties())
        case "select": return .select(try parseSignedProperties())
        case "t": return .tuple(try parseTupleTerms())
        default: return try parseCondition(name)
        }
    }

    /// Two terms or more, up to the closing bracket.
    private mutating func parseTerms() throws(RQLError) -> [RQLExpression] {
        var terms = [try parseTerm()]
        while take(",") { terms.append(try parseTerm()) }
        guard terms.count > 1 else { throw failure }
        try expect(")")
        return terms
    }

    private mutating func parseNegated() throws(RQLError) -> RQLExpression {
        let start = position
        let term = try parsePrimary()
        switch term {
        case .and, .or, .not, .tuple: throw .syntax(offset: start)
        case .compare, .list, .ordering, .select: break
        }
        try expect(")")
        return term
    }

    private mutating func parseTupleTerms() throws(RQLError) -> [RQLExpression] {
        var terms: [RQLExpression] = []
        repeat {
            let start = position
            let term = try parsePrimary()
            guard case .compare = term else { throw .syntax(offset: start) }
            terms.append(term)
        } while take(",")
        try expect(")")
        return terms
    }

    private mutating func parseCondition(_ name: String) throws(RQLError) -> RQLExpression {
        guard let operation = RQLOperator(rawValue: name) else { throw failure }
        let property = try parseProperty()
        try expect(",")
        guard operation == .in || operation == .out else {
            let operand = try parseOperand()
            try expect(")")
            return .compare(operation, property: property, operand)
        }
        try expect("(")
        var operands = [try parseOperand()]
        while take(",") { operands.append(try parseOperand()) }
        try expect(")")
        try expect(")")
        return .list(operation, property: property, operands)
    }

    /// `f=v` or `f=op=v`, from behind the first sign.
    private mutating func parseEquality(_ property: String) throws(RQLError) -> RQLExpression {
        let start = position
        if let word = try? parseProperty(), let operation = RQLOperator(rawValue: word),
            operation.isComparison, take("=")
        {
            return .compare(operation, property: property, try parseOperand())
        }
        position = start
        return .compare(.eq, property: property, try parseOperand())
    }

    private mutating func parseSignedProperties() throws(RQLError) -> [String] {
        if take(")") { return [] }
        var names: [String] = []
        repeat {
            let sign = take("-") ? "-" : ""
            if sign.isEmpty { _ = take("+") }
            names.append(sign + (try parseProperty()))
        } while take(",")
        try expect(")")
        return names
    }
}

extension RQLParser {
    private mutating func parseProperty() throws(RQLError) -> String {
        guard let first = next, first.isASCII, first.isLetter else { throw failure }
        let start = position
        while let character = next, Self.isWord(character) || character == "-" || character == "." {
            position += 1
        }
        return String(text[start..<position])
    }

    private mutating func parseOperand() throws(RQLError) -> RQLOperand {
        if let quote = next, quote == "\"" || quote == "'" { return try parseQuoted(quote) }
        for (word, operand) in [("null()", RQLOperand.null), ("empty()", .empty)]
        where text[position...].starts(with: word) {
            position += word.count
            return operand
        }
        if text[position...].starts(with: "t(") {
            position += 2
            return .tuple(try parseTupleTerms())
        }
        return try parseUnquoted()
    }

    private mutating func parseQuoted(_ quote: Character) throws(RQLError) -> RQLOperand {
        guard let end = text[(position + 1)...].firstIndex(of: quote) else { throw failure }
        let value = String(text[(position + 1)..<end])
        position = end + 1
        return .text(value)
    }

    private mutating func parseUnquoted() throws(RQLError) -> RQLOperand {
        guard let first = next, Self.isWord(first) || "-*+\\".contains(first) else { throw failure }
        let start = position
        while let character = next,
            Self.isWord(character) || character.isWhitespace || ".-:+@*\\".contains(character)
        {
            position += 1
        }
        return .text(String(text[start..<position]))
    }

    /// A letter, digit or underscore of any script.
    private static func isWord(_ character: Character) -> Bool {
        character.isLetter || character.isNumber || character == "_"
    }
}
