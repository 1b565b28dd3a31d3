/// The type of a value: how it is read strictly, and its JSON Schema, in one definition, so that
/// the two cannot come apart.
package struct ValueType: Sendable {
    /// What a message says that it expected: `a duration such as 30s`.
    package let expectation: String
    /// The schema of the value, an object.
    package let jsonSchema: JSONValue
    private let reading: @Sendable (YAMLNode, inout SchemaReader) -> TypedValue?

    /// - Parameter reading: answers with the value, or reports what is wrong and answers nil.
    package init(
        expectation: String, jsonSchema: JSONValue,
        reading: @escaping @Sendable (YAMLNode, inout SchemaReader) -> TypedValue?
    ) {
        self.expectation = expectation
        self.jsonSchema = jsonSchema
        self.reading = reading
    }

    /// The value of a node, nil after reporting what is wrong with it.
    package func read(_ node: YAMLNode, _ reader: inout SchemaReader) -> TypedValue? {
        reading(node, &reader)
    }

    /// The same type, whose values are turned into a domain's own.
    package func map<T: Sendable>(
        _ transform: @escaping @Sendable (TypedValue) -> T
    ) -> ValueType {
        ValueType(expectation: expectation, jsonSchema: jsonSchema) { node, reader in
            read(node, &reader).map { TypedValue(transform($0), at: $0.mark) }
        }
    }

    /// The same type with a further condition; `check` answers with what is wrong, in the form
    /// "must be ...", or nil.
    package func checked(
        _ check: @escaping @Sendable (TypedValue) -> String?
    ) -> ValueType {
        ValueType(expectation: expectation, jsonSchema: jsonSchema) { node, reader in
            guard let value = read(node, &reader) else { return nil }
            guard let problem = check(value) else { return value }
            reader.report("\(reader.subject) \(problem)", at: node.mark)
            return nil
        }
    }

    /// The type or the word `none`, which reads as a value whose `isNone` is true.
    package var orNone: ValueType {
        let expectation = "\(expectation), or none"
        let schema: JSONValue = ["anyOf": [["const": "none"], jsonSchema]]
        return ValueType(expectation: expectation, jsonSchema: schema) { node, reader in
            if node.text == "none" { return TypedValue(.none, at: node.mark) }
            var attempt = reader
            if let value = read(node, &attempt) {
                reader = attempt
                return value
            }
            let switches: Set = ["off", "no", "never", "unlimited", "false", "null", "~"]
            let isSwitch = node.isNull || switches.contains(node.text?.lowercased() ?? "")
            let meant = isSwitch ? "none" : NearestWord.of(node.text ?? "", in: ["none"])
            guard let meant else {
                reader = attempt
                return nil
            }
            reader.mismatch(node, expected: expectation, suggestion: meant)
            return nil
        }
    }
}
