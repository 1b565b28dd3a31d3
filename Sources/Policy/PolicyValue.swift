package import UsageModel
package import YAMLDocument

/// The value of a policy's field, in one type for all fields, so that values can be compared, shown
/// and resolved without knowing the field.
package enum PolicyValue: Hashable, Sendable {
    /// Switched off, or not set.
    case none
    case flag(Bool)
    /// A word of the table, a name or a template.
    case text(String)
    case number(Int)
    case duration(Duration)
    case month(BillingMonth)
    case decimal(ExactDecimal)
    /// 0 to 1; written in percent.
    case share(ExactDecimal)
    /// By currency.
    case amounts([String: ExactDecimal])

    /// The value that a definition read.
    init(_ value: TypedValue) {
        switch value.content {
        case .none, .list: self = .none
        case .object(let members):
            let amounts = members.map { ($0.key, $0.value.value(as: ExactDecimal.self) ?? .zero) }
            self = .amounts(Dictionary(amounts) { first, _ in first })
        case .scalar(let scalar): self = Self(scalar: scalar)
        }
    }

    private init(scalar: any Sendable) {
        switch scalar {
        case let value as PolicyValue: self = value
        case let value as Bool: self = .flag(value)
        case let value as String: self = .text(value)
        case let value as Int: self = .number(value)
        case let value as Duration: self = .duration(value)
        case let value as BillingMonth: self = .month(value)
        case let value as ExactDecimal: self = .decimal(value)
        default: self = .none
        }
    }

    /// The value as JSON, in the form in which a document has it.
    package var json: JSONValue {
        switch self {
        case .flag(let value): .bool(value)
        case .number(let value): .int(value)
        case .decimal(let value): .number(value.description)
        case .amounts(let amounts):
            .object(
                amounts.sorted { $0.key < $1.key }
                    .map { JSONValue.Member($0.key, .number($0.value.description)) })
        case .none, .text, .duration, .month, .share: .string(description)
        }
    }
}

extension PolicyValue: CustomStringConvertible {
    /// The value as a document has it.
    package var description: String {
        switch self {
        case .none: "none"
        case .flag(let value): value ? "true" : "false"
        case .text(let text): text
        case .number(let value): String(value)
        case .duration(let duration): DurationText.text(of: duration)
        case .month(let month): month.description
        case .decimal(let value): value.description
        case .share(let share): "\(share.multiplied(by: ExactDecimal(100)) ?? share)%"
        case .amounts(let amounts):
            "{"
                + amounts.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)" }
                .joined(separator: ", ") + "}"
        }
    }
}
