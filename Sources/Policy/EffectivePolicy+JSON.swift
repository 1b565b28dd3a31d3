package import UsageModel
package import YAMLDocument

extension EffectivePolicy {
    /// Where a field was set, as `explain` shows it: a place, or `built in`.
    package func originText(of field: PolicyField) -> String {
        origins[field]?.description ?? "built in"
    }

    /// The answer of `policy explain CELL -o json`.
    package func json(explaining cell: Cell) -> JSONValue {
        let fields = PolicyField.allCases.map { field -> JSONValue in
            let value = value(of: field)
            let isUnset = value == .none && !field.acceptsNone
            return [
                "name": .string(field.rawValue), "value": isUnset ? .null : value.json,
                "origin": .string(originText(of: field)),
            ]
        }
        return [
            "cell": [
                "contract": .string(cell.contract.text), "product": .string(cell.product.text),
                "month": .string(cell.month.description),
            ],
            "fields": .array(fields),
            "matched": .array(matched.map(JSONValue.string)),
            "notMatched": .array(
                notMatched.map { ["policy": .string($0.policy), "because": .string($0.because)] }),
            "conflicts": .array(
                conflicts.map {
                    [
                        "field": .string($0.field.rawValue),
                        "first": .string($0.first.description),
                        "second": .string($0.second.description),
                    ]
                }),
        ]
    }
}
