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
                    "A path with globs; {month} (2026-10) and {product} are filled in."),
                FieldDefinition(
                    "sheet", .text,
                    "The sheet of workbooks; the only one whose header fits if left out."),
                FieldDefinition(
                    "recordsAt", .text,
                    "Where the array of records stands in JSON documents, such as data.items."),
                FieldDefinition(
                    "complete", .object(complete), "When a month's files are whole."),
            ]))

    private static let complete = ObjectDefinition(
        "When a month's files are whole; until every condition holds, the month is unknown.",
        [
            FieldDefinition(
                "marker", .text,
                "A path, with {month} and {product}, of a file that says so by being there."),
            FieldDefinition(
                "files", expectedFiles, "How many files a month has, or paths that must match one."),
            FieldDefinition(
                "unchangedFor", .duration,
                "How long the files must have been the same, over two readings at least."),
            attested,
        ])

    static let attested = FieldDefinition(
        "attested", .object(RowMappingDefinition.condition),
        "A condition that every row must meet.")

    /// A number, or a list of paths.
    private static let expectedFiles: ValueType = {
        let count = ValueType.parsed(
            "a number of files, or a list of paths", pattern: "^[1-9][0-9]{0,5}$",
            acceptsNumber: true
        ) { text -> String? in Int(text).flatMap { (1...999_999).contains($0) ? text : nil } }
        let paths = ValueType.list(of: .text, minimumCount: 1)
        return ValueType(
            expectation: count.expectation,
            jsonSchema: ["anyOf": [count.jsonSchema, paths.jsonSchema]]
        ) { node, reader in
            node.text == nil ? paths.read(node, &reader) : count.read(node, &reader)
        }
    }()
}
