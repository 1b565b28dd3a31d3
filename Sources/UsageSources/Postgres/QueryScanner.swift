/// Finds the named parameters of a query (PostgreSQL 15, 4.1, lexical structure).
struct QueryScanner {
    private(set) var output = ""
    private(set) var parameters: [String] = []

    private let scalars: [Unicode.Scalar]
    private var position = 0
    private var hasEnded = false

    init(_ query: String) {
        scalars = Array(query.unicodeScalars)
    }

    mutating func scan() throws(SourceConfigurationError) {
        while let scalar = peek() {
            if hasEnded, !isBlankOrComment {
                throw .source(
                    "the query has more than one statement, at '\(excerpt)'; only one is sent")
            }
            switch scalar {
            case "'": try quoted(by: "'", escapes: isEscapeString)
            case "\"": try quoted(by: "\"", escapes: false)
            case "-" where peek(1) == "-": lineComment()
            case "/" where peek(1) == "*": try blockComment()
            case "$": try dollar()
            case ":": try colon()
            case ";":
                hasEnded = true
                copy()
            default: copy()
            }
        }
    }

    private func peek(_ ahead: Int = 0) -> Unicode.Scalar? {
        position + ahead < scalars.count ? scalars[position + ahead] : nil
    }

    private mutating func copy(_ count: Int = 1) {
        for scalar in scalars[position..<min(position + count, scalars.count)] {
            output.unicodeScalars.append(scalar)
        }
        position += count
    }

    /// The beginning of what is left, for a message.
    private var excerpt: String {
        Self.excerpt(scalars[position...])
    }

    private var isBlankOrComment: Bool {
        guard let scalar = peek() else { return true }
        let isComment =
            scalar == "-" && peek(1) == "-" || scalar == "/" && peek(1) == "*"
        return isComment || scalar == ";" || scalar.properties.isWhitespace
    }

    /// Whether the quote here begins a string with backslashes: `E'...'`.
    private var isEscapeString: Bool {
        guard position > 0, scalars[position - 1] == "e" || scalars[position - 1] == "E" else {
            return false
        }
        return position < 2 || !Self.isIdentifier(scalars[position - 2])
    }

    private mutating func quoted(
        by quote: Unicode.Scalar, escapes: Bool
    ) throws(SourceConfigurationError) {
        let start = position
        copy()
        while let scalar = peek() {
            if scalar == quote, peek(1) == quote {
                copy(2)
            } else if escapes, scalar == "\\" {
                copy(2)
            } else {
                copy()
                if scalar == quote { return }
            }
        }
        throw notClosed("quote", from: start)
    }

    private mutating func lineComment() {
        while let scalar = peek(), scalar != "\n" { copy() }
    }

    private mutating func blockComment() throws(SourceConfigurationError) {
        let start = position
        var depth = 0
        while let scalar = peek() {
            if scalar == "/", peek(1) == "*" {
                depth += 1
                copy(2)
            } else if scalar == "*", peek(1) == "/" {
                depth -= 1
                copy(2)
                if depth == 0 { return }
            } else {
                copy()
            }
        }
        throw notClosed("comment", from: start)
    }

    /// A dollar quote, `$$...$$` or `$tag$...$tag$`; a number is a parameter of the server's own.
    private mutating func dollar() throws(SourceConfigurationError) {
        if position > 0, Self.isIdentifier(scalars[position - 1]) { return copy() }
        if let next = peek(1), ("0"..."9").contains(next) {
            throw .source(
                "the query has '\(excerpt)'; parameters have names here, "
                    + Self.known)
        }
        let start = position
        var length = 1
        while let scalar = peek(length), Self.isIdentifier(scalar), scalar != "$" { length += 1 }
        guard peek(length) == "$" else { return copy() }
        let tag = Array(scalars[position...position + length])
        copy(tag.count)
        while position < scalars.count {
            if scalars[position...].starts(with: tag) { return copy(tag.count) }
            copy()
        }
        throw notClosed("dollar quote", from: start)
    }

    private mutating func colon() throws(SourceConfigurationError) {
        if peek(1) == ":" { return copy(2) }
        guard let first = peek(1), Self.isIdentifier(first), !("0"..."9").contains(first) else {
            return copy()
        }
        var name = ""
        var length = 1
        while let scalar = peek(length), Self.isIdentifier(scalar) {
            name.unicodeScalars.append(scalar)
            length += 1
        }
        guard QueryTemplate.names.contains(name) else {
            throw .source(
                "the query has the parameter ':\(name)', expected \(Self.known); a colon that "
                    + "is no parameter's has a blank behind it")
        }
        if !parameters.contains(name) { parameters.append(name) }
        let number = (parameters.firstIndex(of: name) ?? 0) + 1
        output += "$\(number)"
        position += length
    }

    private func notClosed(_ what: String, from start: Int) -> SourceConfigurationError {
        .source(
            "the query has a \(what) that is not closed, at '\(Self.excerpt(scalars[start...]))'"
        )
    }

    private static let known = QueryTemplate.names.map { ":\($0)" }.joined(separator: ", ")

    private static func isIdentifier(_ scalar: Unicode.Scalar) -> Bool {
        scalar == "_" || scalar == "$" || scalar.properties.isAlphabetic
            || ("0"..."9").contains(scalar)
    }

    /// The beginning of a text, for a message.
    private static func excerpt(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
        var text = ""
        for scalar in scalars.prefix(20) {
            text.unicodeScalars.append(scalar.properties.isWhitespace ? " " : scalar)
        }
        return text
    }
}
