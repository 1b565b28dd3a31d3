extension ValueType {
    /// A list; reads as `items`.
    ///
    /// - Parameters:
    ///   - minimumCount: 0, or 1 where an empty list would be a mistake.
    ///   - allowsSingle: whether one item may stand without brackets.
    package static func list(
        of item: ValueType, minimumCount: Int = 0, allowsSingle: Bool = false
    ) -> ValueType {
        let expectation = "a list" + (minimumCount > 0 ? " that is not empty" : "")
        var schema: JSONValue = ["type": "array", "items": item.jsonSchema]
        if minimumCount > 0 { schema = schema.adding("minItems", .int(minimumCount)) }
        if allowsSingle { schema = ["anyOf": [item.jsonSchema, schema]] }
        return ValueType(expectation: expectation, jsonSchema: schema) { node, reader in
            guard case .sequence(let nodes) = node.content, nodes.count >= minimumCount else {
                if allowsSingle, node.text != nil {
                    return item.read(node, &reader).map { TypedValue(.list([$0]), at: node.mark) }
                }
                let bracketed = node.text.map { "[\($0.clipped)]" }
                reader.mismatch(node, expected: expectation, suggestion: bracketed)
                return nil
            }
            let items = nodes.compactMap { item.read($0, &reader) }
            return items.count == nodes.count ? TypedValue(.list(items), at: node.mark) : nil
        }
    }

    /// A mapping whose keys are free, such as currencies; reads as `members`.
    ///
    /// - Parameter key: answers with what is wrong with a key and a better one, or nil.
    package static func map(
        of value: ValueType, keys: String, pattern: String? = nil, minimumCount: Int = 0,
        key check: @escaping @Sendable (String) -> (message: String, suggestion: String?)? =
            { _ in nil }
    ) -> ValueType {
        let expectation = "a mapping of \(keys)"
        var schema: JSONValue = ["type": "object", "additionalProperties": value.jsonSchema]
        if let pattern { schema = schema.adding("propertyNames", ["pattern": .string(pattern)]) }
        if minimumCount > 0 { schema = schema.adding("minProperties", .int(minimumCount)) }
        return ValueType(expectation: expectation, jsonSchema: schema) { node, reader in
            guard let entries = node.entries else {
                reader.mismatch(node, expected: expectation)
                return nil
            }
            let members = entries.compactMap { entry -> TypedMember? in
                if let problem = check(entry.key) {
                    reader.report(
                        "\(problem.message) in \(reader.subject)", at: entry.keyMark,
                        suggestion: problem.suggestion)
                    return nil
                }
                return reader.within(entry.key) { inner in
                    value.read(entry.value, &inner).map {
                        TypedMember(key: entry.key, keyMark: entry.keyMark, value: $0)
                    }
                }
            }
            return members.count == entries.count
                ? TypedValue(.object(members), at: node.mark) : nil
        }
    }

    /// A mapping with the fields of a definition.
    package static func object(_ definition: ObjectDefinition) -> ValueType {
        ValueType(expectation: "a mapping", jsonSchema: definition.jsonSchema) { node, reader in
            definition.read(node, &reader)
        }
    }

    /// A mapping whose fields depend on the word that one of them holds: a source by its `type`.
    ///
    /// Each definition has the field too, as `.word` with its own word, so that the JSON Schema can
    /// tell the cases apart.
    package static func tagged(
        by key: String, _ cases: [(word: String, definition: ObjectDefinition)]
    ) -> ValueType {
        let words = cases.map(\.word)
        let schema: JSONValue = ["oneOf": .array(cases.map(\.definition.jsonSchema))]
        return ValueType(expectation: "a mapping", jsonSchema: schema) { node, reader in
            guard node.entries != nil else {
                reader.mismatch(node, expected: "a mapping")
                return nil
            }
            guard let tag = node[key] else {
                reader.report("\(reader.subject) lacks '\(key)'", at: node.mark)
                return nil
            }
            let word = reader.within(key) { ValueType.word(words).read(tag, &$0)?.text }
            guard let match = cases.first(where: { $0.word == word }) else { return nil }
            return match.definition.read(node, &reader)
        }
    }
}
