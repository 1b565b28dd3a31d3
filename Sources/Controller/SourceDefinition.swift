import YAMLDocument

/// The definitions of usage sources by type.
enum SourceDefinition {
    /// The fields of a type: those that all types have, with its own between them.
    static func fields(type: String, _ own: [FieldDefinition]) -> [FieldDefinition] {
        [
            FieldDefinition(
                "name", .text, isRequired: true, "The name by which policies refer to it."),
            FieldDefinition("type", .word([type]), isRequired: true, "The type of the source."),
        ] + own + RowMappingDefinition.fields + [
            FieldDefinition(
                "expectedBy", .duration,
                "How long after a month's end its usage may still be missing.")
        ]
    }

    static let files = ObjectDefinition(
        "Usage that lies in files.",
        fields(
            type: "files",
            [
                FieldDefinition(
                    "path", .text, isRequired: true,
                    "A path with globs; {month} (2026-10) and {product} are filled in.")
            ]))
}
