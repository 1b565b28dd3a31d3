package import UsageModel

/// An expression of the platform's query grammar (lib-rql): a filter, or the order of the rows.
///
/// Field names are ours and known to be valid; values come from anywhere and are quoted.
package indirect enum RQL: Sendable, Hashable {
    case eq(String, String)
    case ne(String, String)
    case ge(String, String)
    case gt(String, String)
    case le(String, String)
    case lt(String, String)
    /// An empty list has no form in the grammar and is refused.
    case `in`(String, [String])
    case and([RQL])
    case or([RQL])
    case not(RQL)
    /// Fields, with a leading `-` for descending.
    case ordering([String])

    package static func ge(_ field: String, _ time: Timestamp) -> RQL { .ge(field, "\(time)") }
    package static func gt(_ field: String, _ time: Timestamp) -> RQL { .gt(field, "\(time)") }

    /// The text of the expression before percent-encoding.
    /// - Throws: ``ConnectError/query(_:)`` for what the grammar cannot say.
    package func text() throws(ConnectError) -> String {
        switch self {
        case .eq(let field, let value): return "eq(\(field),\(try Self.quoted(value)))"
        case .ne(let field, let value): return "ne(\(field),\(try Self.quoted(value)))"
        case .ge(let field, let value): return "ge(\(field),\(try Self.quoted(value)))"
        case .gt(let field, let value): return "gt(\(field),\(try Self.quoted(value)))"
        case .le(let field, let value): return "le(\(field),\(try Self.quoted(value)))"
        case .lt(let field, let value): return "lt(\(field),\(try Self.quoted(value)))"
        case .in(let field, let values):
            guard !values.isEmpty else {
                throw .query("the list of values for '\(field)' is empty")
            }
            var parts: [String] = []
            for value in values { parts.append(try Self.quoted(value)) }
            return "in(\(field),(\(parts.joined(separator: ","))))"
        case .and(let terms): return try Self.joined("and", terms)
        case .or(let terms): return try Self.joined("or", terms)
        case .not(let term): return "not(\(try term.text()))"
        case .ordering(let fields): return "ordering(\(fields.joined(separator: ",")))"
        }
    }

    /// `and(a,b)`; one term alone needs no operator, and the grammar has none for it.
    private static func joined(_ name: String, _ terms: [RQL]) throws(ConnectError) -> String {
        guard let first = terms.first else { throw .query("'\(name)' has no terms") }
        if terms.count == 1 { return try first.text() }
        var parts: [String] = []
        for term in terms { parts.append(try term.text()) }
        return "\(name)(\(parts.joined(separator: ",")))"
    }

    /// Whether a query can ask for a value at all: one with both kinds of quotes, with a control
    /// character, or longer than a URL may be has no form that every server takes.
    package static func canCarry(_ value: String) -> Bool {
        (try? quoted(value)) != nil && Batches.length(of: value) <= Batches.mostBytes
    }

    /// Words that the grammar takes for operators where a value stands alone.
    private static let reserved: Set<String> = [
        "and", "eq", "ge", "gt", "ilike", "in", "le", "like", "lt", "ne", "not", "or", "ordering",
        "out", "select", "t",
    ]

    /// A value as the grammar takes it.
    ///
    /// The grammar allows more without quotes than is left bare here (blanks, `+`, `*`, `@`);
    /// quotes are always right, so only plain words go without.
    static func quoted(_ value: String) throws(ConnectError) -> String {
        guard !value.unicodeScalars.contains(where: { $0.value < 0x20 || $0.value == 0x7F }) else {
            throw .query("a value contains a control character, which a query cannot carry")
        }
        if isPlainWord(value) { return value }
        if !value.contains("\"") { return "\"\(value)\"" }
        if !value.contains("'") { return "'\(value)'" }
        throw .query(
            "'\(value)' contains both kinds of quotes, which the query grammar cannot carry")
    }

    private static func isPlainWord(_ value: String) -> Bool {
        func isLetterOrDigit(_ byte: UInt8) -> Bool {
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "_"):
                true
            default: false
            }
        }
        guard let first = value.utf8.first, isLetterOrDigit(first), !reserved.contains(value) else {
            return false
        }
        return value.utf8.allSatisfy { isLetterOrDigit($0) || ".-:".utf8.contains($0) }
    }
}
