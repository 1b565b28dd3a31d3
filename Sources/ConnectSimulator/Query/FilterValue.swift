import UsageModel

/// The value of a condition, read as the field's kind asks.
enum FilterValue {
    case text(String)
    case pattern(LikePattern)
    case time(Timestamp)
    case number(ExactDecimal)
    case flag(Bool)
    /// The place of a word among the field's choices, for fields that are ordered by it.
    case rank(String, words: [String])
    /// Nothing equals it: `null()` within a list.
    case nothing

    init(_ operand: RQLOperand, operation: RQLOperator, field: FilterField) throws(RQLError) {
        guard case .text(let text) = operand else {
            guard field.allowsNull else { throw .value(field: field.name) }
            self = .nothing
            return
        }
        if operation == .like || operation == .ilike {
            self = .pattern(LikePattern(text, ignoresCase: operation == .ilike))
            return
        }
        guard let value = Self.read(text, as: field.kind) else { throw .value(field: field.name) }
        self = value
    }

    private static func read(_ text: String, as kind: FilterField.Kind) -> FilterValue? {
        switch kind {
        case .text: .text(text)
        case .choice(let words): words.contains(text) ? .rank(text, words: words) : nil
        case .time: Timestamp(text).map(FilterValue.time)
        case .number: ExactDecimal(text).map(FilterValue.number)
        case .flag: ["true": FilterValue.flag(true), "false": .flag(false)][text]
        }
    }

    /// Whether a row's value stands in this relation to it.
    func matches(_ value: JSONValue, _ operation: RQLOperator) -> Bool {
        guard let found = value.plainText else { return false }
        switch self {
        case .nothing: return false
        case .text(let text): return Self.holds(operation, found, text)
        case .pattern(let pattern): return pattern.matches(found)
        case .flag(let flag): return found == (flag ? "true" : "false")
        case .time(let time):
            return Timestamp(found).map { Self.holds(operation, $0, time) } ?? false
        case .number(let number):
            return ExactDecimal(found).map { Self.holds(operation, $0, number) } ?? false
        case .rank(let word, let words):
            // Responses write some words in other letters than filters do: `ppu` for `PPU`.
            let rank = words.firstIndex { $0.lowercased() == found.lowercased() }
            guard let rank, let wanted = words.firstIndex(of: word) else { return false }
            return words[rank].lowercased() == word.lowercased()
                ? Self.holds(operation, wanted, wanted) : Self.holds(operation, rank, wanted)
        }
    }

    private static func holds<Value: Comparable>(
        _ operation: RQLOperator, _ left: Value, _ right: Value
    ) -> Bool {
        switch operation {
        case .eq, .in: left == right
        case .ne, .out: left != right
        case .gt: left > right
        case .ge: left >= right
        case .lt: left < right
        case .le: left <= right
        case .like, .ilike: false
        }
    }
}
