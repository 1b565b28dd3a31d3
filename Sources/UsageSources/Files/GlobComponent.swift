/// A pattern for one name of a path.
struct GlobComponent: Hashable, Sendable {
    private enum Token: Hashable, Sendable {
        case exactly(Unicode.Scalar)
        case anyOne
        case anyMany
        case oneOf([ClosedRange<Unicode.Scalar>], negated: Bool)
    }

    private var tokens: [Token] = []

    /// Adds text that stands for itself, whatever it contains.
    mutating func append(literal text: String) {
        tokens += text.unicodeScalars.map(Token.exactly)
    }

    /// Adds a pattern; false where a `[` is not closed or its range runs backwards.
    mutating func append(pattern text: String) -> Bool {
        var rest = Array(text.unicodeScalars)[...]
        while let scalar = rest.popFirst() {
            switch scalar {
            case "*": if tokens.last != .anyMany { tokens.append(.anyMany) }
            case "?": tokens.append(.anyOne)
            case "[":
                guard let set = Self.takeSet(from: &rest) else { return false }
                tokens.append(set)
            default: tokens.append(.exactly(scalar))
            }
        }
        return true
    }

    /// The only name that matches, nil where several may.
    var onlyName: String? {
        var name = String.UnicodeScalarView()
        for token in tokens {
            guard case .exactly(let scalar) = token else { return nil }
            name.append(scalar)
        }
        return String(name)
    }

    /// Whether a name matches. Names that begin with a point match only a pattern that does too.
    func matches(_ name: String) -> Bool {
        let scalars = Array(name.unicodeScalars)
        if scalars.first == ".", tokens.first != .exactly(".") { return false }
        var token = 0
        var position = 0
        /// Where to go on if the last `*` has to take one more.
        var retry: (token: Int, position: Int)?
        while position < scalars.count {
            if token < tokens.count, tokens[token] == .anyMany {
                token += 1
                retry = (token, position)
            } else if token < tokens.count, Self.accepts(tokens[token], scalars[position]) {
                token += 1
                position += 1
            } else if let last = retry {
                retry = (last.token, last.position + 1)
                (token, position) = (last.token, last.position + 1)
            } else {
                return false
            }
        }
        return tokens[token...].allSatisfy { $0 == .anyMany }
    }

    private static func accepts(_ token: Token, _ scalar: Unicode.Scalar) -> Bool {
        switch token {
        case .exactly(let expected): scalar == expected
        case .anyOne: true
        case .anyMany: false
        case .oneOf(let ranges, let negated):
            ranges.contains { $0.contains(scalar) } != negated
        }
    }

    /// Reads a set behind its `[` up to the closing one, which may be the set's first member.
    private static func takeSet(from rest: inout ArraySlice<Unicode.Scalar>) -> Token? {
        let negated = rest.first == "!" || rest.first == "^"
        if negated { rest = rest.dropFirst() }
        var ranges: [ClosedRange<Unicode.Scalar>] = []
        while let scalar = rest.popFirst() {
            if scalar == "]", !ranges.isEmpty { return .oneOf(ranges, negated: negated) }
            var last = scalar
            if rest.first == "-", let end = rest.dropFirst().first, end != "]" {
                last = end
                rest = rest.dropFirst(2)
            }
            guard scalar <= last else { return nil }
            ranges.append(scalar...last)
        }
        return nil
    }
}
