/// An object of a document: its fields and the conditions between them.
package struct ObjectDefinition: Sendable {
    package let documentation: String
    package let fields: [FieldDefinition]
    /// What JSON Schema says beyond the fields, such as `allOf` with conditions.
    package let furtherSchema: [JSONValue.Member]
    /// Looks at an object whose fields are valid one by one.
    private let check: @Sendable (TypedValue, inout SchemaReader) -> Void

    package init(
        _ documentation: String, _ fields: [FieldDefinition],
        furtherSchema: [JSONValue.Member] = [],
        check: @escaping @Sendable (TypedValue, inout SchemaReader) -> Void = { _, _ in }
    ) {
        self.documentation = documentation
        self.fields = fields
        self.furtherSchema = furtherSchema
        self.check = check
    }

    package func field(_ key: String) -> FieldDefinition? { fields.first { $0.key == key } }

    /// The object of a node, nil after reporting everything that is wrong with it.
    package func read(_ node: YAMLNode, _ reader: inout SchemaReader) -> TypedValue? {
        guard let entries = node.entries else {
            reader.mismatch(node, expected: "a mapping")
            return nil
        }
        let errorsBefore = reader.diagnostics.count
        var members: [TypedMember] = []
        // Given, but wrong: conditions between fields must not call them missing.
        var wrong: [TypedMember] = []
        var isValid = true
        for entry in entries {
            guard let field = field(entry.key) else {
                reportUnknown(entry, &reader)
                isValid = false
                continue
            }
            let value = reader.within(entry.key) { field.type.read(entry.value, &$0) }
            guard let value else {
                wrong.append(
                    TypedMember(
                        key: entry.key, keyMark: entry.keyMark,
                        value: TypedValue(.list([]), at: entry.value.mark)))
                isValid = false
                continue
            }
            members.append(TypedMember(key: entry.key, keyMark: entry.keyMark, value: value))
        }
        let given = Set(entries.map(\.key))
        for field in fields where field.isRequired && !given.contains(field.key) {
            reader.report("\(reader.subject) lacks '\(field.key)'", at: node.mark)
            isValid = false
        }
        if reader.fillsDefaults { members += defaults(except: given, &reader) }
        let object = TypedValue(.object(members), at: node.mark)
        // Also beside other mistakes: all of them are told at once.
        check(TypedValue(.object(members + wrong), at: node.mark), &reader)
        let hasErrors = reader.diagnostics.dropFirst(errorsBefore).contains {
            $0.severity == .error
        }
        return isValid && !hasErrors ? object : nil
    }

    private func reportUnknown(_ entry: YAMLEntry, _ reader: inout SchemaReader) {
        reader.report(
            "unknown key '\(entry.key.clipped)' in \(reader.subject)", at: entry.keyMark,
            suggestion: NearestWord.of(entry.key, in: fields.map(\.key)))
    }

    private func defaults(
        except given: Set<String>, _ reader: inout SchemaReader
    ) -> [TypedMember] {
        fields.compactMap { field in
            guard !given.contains(field.key), let value = field.defaultValue else { return nil }
            let read = reader.within(field.key) { field.type.read(YAMLNode(value), &$0) }
            return read.map { TypedMember(key: field.key, keyMark: .builtIn, value: $0) }
        }
    }
}

extension ObjectDefinition {
    /// The schema of the object: closed, since an unknown key is an error.
    package var jsonSchema: JSONValue {
        let required = fields.filter(\.isRequired).map { JSONValue.string($0.key) }
        let members = fields.map { JSONValue.Member($0.key, $0.jsonSchema) }
        let schema: JSONValue = [
            "description": .string(documentation), "type": "object",
            "additionalProperties": false, "properties": .object(members),
        ]
        let closed = required.isEmpty ? schema : schema.adding("required", .array(required))
        return furtherSchema.reduce(closed) { $0.adding($1.key, $1.value) }
    }

    /// The definition as a JSON Schema document.
    package func schemaDocument(title: String, id: String? = nil) -> JSONValue {
        var document: JSONValue = ["$schema": "https://json-schema.org/draft/2020-12/schema"]
        document = document.adding("$id", id.map(JSONValue.string))
        document = document.adding("title", .string(title))
        guard case .object(let members) = jsonSchema else { return document }
        return members.reduce(document) { $0.adding($1.key, $1.value) }
    }
}
