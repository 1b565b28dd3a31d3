/// A field of an object: its key, its type, and what its documentation says.
package struct FieldDefinition: Sendable {
    package let key: String
    package let type: ValueType
    package let isRequired: Bool
    /// What holds where the field is not given; nil where nothing does.
    package let defaultValue: JSONValue?
    /// One sentence or two, shown by editors.
    package let documentation: String

    package init(
        _ key: String, _ type: ValueType, isRequired: Bool = false,
        default defaultValue: JSONValue? = nil, _ documentation: String
    ) {
        self.key = key
        self.type = type
        self.isRequired = isRequired
        self.defaultValue = defaultValue
        self.documentation = documentation
    }

    /// The schema of the value with the field's documentation and default.
    var jsonSchema: JSONValue {
        type.jsonSchema.adding("description", .string(documentation))
            .adding("default", defaultValue)
    }
}
