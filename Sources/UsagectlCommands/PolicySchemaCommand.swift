package import ArgumentParser
import Controller
import Policy
package import YAMLDocument

/// The documents as JSON Schema, for editors and other checkers.
package struct PolicySchemaCommand: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "schema",
        abstract: "Prints the JSON Schema of the documents, draft 2020-12.",
        discussion: """
            Without --kind one schema for both kinds, as files may hold both.

            usagectl policy schema > usagectl.schema.json
            """)

    @Option(name: .long, help: "UsagePolicy or Controller.")
    var kind: PolicySchemaKind?

    package init() {}

    package func run() async throws {
        try PolicyAnswer(output: schema.rendered + "\n").deliver()
    }

    /// The schema of one kind, or of a document of either.
    package var schema: JSONValue {
        switch kind {
        case .usagePolicy: PolicySchema.jsonSchema
        case .controller: Self.controller
        case nil: Self.either
        }
    }

    private static var controller: JSONValue {
        ControllerDefinition.definition.schemaDocument(
            title: "\(ControllerDefinition.kind) (\(PolicySchema.apiVersion))")
    }

    private static var either: JSONValue {
        [
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "title": .string("documents of usagectl (\(PolicySchema.apiVersion))"),
            "oneOf": [
                ["$ref": .string("#/$defs/\(PolicySchema.kind)")],
                ["$ref": .string("#/$defs/\(ControllerDefinition.kind)")],
            ],
            "$defs": .object([
                .init(PolicySchema.kind, PolicySchema.definition.jsonSchema),
                .init(ControllerDefinition.kind, ControllerDefinition.definition.jsonSchema),
            ]),
        ]
    }
}

/// The kinds of document that a schema describes.
enum PolicySchemaKind: String, CaseIterable, ExpressibleByArgument {
    case usagePolicy = "UsagePolicy"
    case controller = "Controller"
}
