import UsageModel
import YAMLDocument

/// The conditions between the fields of one document's `spec`.
enum PolicyConditions {
    @Sendable static func check(_ spec: TypedValue, _ reader: inout SchemaReader) {
        for (field, value) in PolicyRelaxation.values {
            guard let member = spec.member(of: field), PolicyValue(member.value) == value else {
                continue
            }
            requireReason(of: "'spec.\(field.rawValue): \(value)'", at: member, spec, &reader)
        }
        let months = spec["months"]
        if case .month(let since) = months?["since"].map({ PolicyValue($0) }),
            let untilValue = months?["until"], case .month(let until) = PolicyValue(untilValue),
            until < since
        {
            reader.report(
                "'spec.months.until' must not be before 'since', which is \(since)",
                at: untilValue.mark)
        }
    }

    private static func requireReason(
        of subject: String, at member: TypedMember, _ spec: TypedValue, _ reader: inout SchemaReader
    ) {
        let missing = ["reason", "until"].filter { spec[$0] == nil }
        guard !missing.isEmpty else { return }
        let names = missing.map { "'\($0)'" }.joined(separator: " and ")
        reader.report("\(subject) needs \(names) in 'spec'", at: member.keyMark)
    }
}

extension TypedValue {
    /// The member of a `spec` that sets a field.
    func member(of field: PolicyField) -> TypedMember? {
        guard let group = field.group else { return member(field.key) }
        return self[group]?.member(field.key)
    }
}
