import YAMLDocument

/// A JSON value as YAML whose mappings keep their order and whose numbers stay exact.
enum PolicyYAML {
    static func render(_ value: JSONValue) -> String {
        let lines = scalar(value).map { [$0] } ?? block(value)
        return lines.joined(separator: "\n") + "\n"
    }

    private static func block(_ value: JSONValue) -> [String] {
        switch value {
        case .array(let items): items.flatMap(item)
        case .object(let members): members.flatMap(member)
        case .null, .bool, .number, .string: []
        }
    }

    private static func member(_ member: JSONValue.Member) -> [String] {
        let key = YAMLScalar.written(member.key) + ":"
        if let scalar = scalar(member.value) { return ["\(key) \(scalar)"] }
        return [key] + block(member.value).map { "  \($0)" }
    }

    /// An item's first line stands behind its dash, the others below that line.
    private static func item(_ item: JSONValue) -> [String] {
        let lines = scalar(item).map { [$0] } ?? block(item)
        return zip(lines, 0...).map { line, index in (index == 0 ? "- " : "  ") + line }
    }

    /// What fits behind a key or a dash: scalars and empty collections.
    private static func scalar(_ value: JSONValue) -> String? {
        switch value {
        case .null: "null"
        case .bool(let flag): flag ? "true" : "false"
        case .number(let text): text
        case .string(let text): YAMLScalar.written(text)
        case .array(let items): items.isEmpty ? "[]" : nil
        case .object(let members): members.isEmpty ? "{}" : nil
        }
    }
}
