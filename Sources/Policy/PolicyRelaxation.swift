import UsageModel
import YAMLDocument

/// What needs a reason and an end: `suspend`, and values that switch a guard off.
enum PolicyRelaxation {
    /// Values that always need both.
    static let values: [(field: PolicyField, value: PolicyValue)] = [
        (.suspend, .flag(true)), (.ratioToMedian, .none), (.unattributed, .none),
        (.zeroAfterUsage, .text(ZeroAfterUsageRule.allow.rawValue)),
        (.newItems, .text(NewItemsRule.allow.rawValue)),
    ]

    /// Guards that are off by default: saying so needs both only where another policy switches the
    /// guard on.
    static let optionalGuards: [(field: PolicyField, off: PolicyValue)] = [
        (.amountPerFile, .none), (.firstFile, .text(FirstFileRule.allow.rawValue)),
    ]

    /// The same as conditions of a JSON Schema.
    static var schemaConditions: [JSONValue.Member] {
        let conditions = values.map { field, value -> JSONValue in
            [
                "if": requirement(of: field, value),
                "then": ["required": ["reason", "until"]],
            ]
        }
        return [JSONValue.Member("allOf", .array(conditions))]
    }

    private static func requirement(of field: PolicyField, _ value: PolicyValue) -> JSONValue {
        let inner = constant(field.key, value.json)
        guard let group = field.group else { return inner }
        return constant(group, nil, schema: inner)
    }

    private static func constant(
        _ key: String, _ value: JSONValue?, schema: JSONValue? = nil
    ) -> JSONValue {
        let member: JSONValue = schema ?? ["const": value ?? .null]
        return ["properties": .object([JSONValue.Member(key, member)]), "required": [.string(key)]]
    }
}
