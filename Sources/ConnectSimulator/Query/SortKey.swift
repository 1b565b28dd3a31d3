import UsageModel

/// The value of a row that a list is ordered by: numbers by size, all else by text, nothing first.
enum SortKey: Hashable, Comparable {
    case nothing
    case number(ExactDecimal)
    case text(String)

    init(_ value: JSONValue?) {
        switch value {
        case .number(let number): self = .number(number)
        case let other: self = other?.plainText.map(SortKey.text) ?? .nothing
        }
    }
}
