import ArgumentParser
import Controller
import Policy
import Testing
import UsagectlCommands
import YAMLDocument

struct PolicySchemaCommandTests {
    @Test func `without a kind the schema takes a document of either`() throws {
        let schema = try PolicySchemaCommand.parse([]).schema
        #expect(schema["$schema"] == "https://json-schema.org/draft/2020-12/schema")
        #expect(
            schema["oneOf"]?.compact == """
                [{"$ref": "#/$defs/UsagePolicy"}, {"$ref": "#/$defs/Controller"}]
                """)
        #expect(schema["$defs"]?["UsagePolicy"] == PolicySchema.definition.jsonSchema)
        #expect(schema["$defs"]?["Controller"] == ControllerDefinition.definition.jsonSchema)
    }

    @Test(arguments: ["UsagePolicy", "Controller"])
    func `one kind is a schema document by itself`(kind: String) throws {
        let schema = try PolicySchemaCommand.parse(["--kind", kind]).schema
        #expect(schema["$schema"] == "https://json-schema.org/draft/2020-12/schema")
        #expect(schema["title"] == .string("\(kind) (usagectl/v1)"))
        #expect(schema["properties"]?["kind"]?["enum"] == [.string(kind)])
        #expect(schema["additionalProperties"] == false)
    }

    @Test func `another kind is a usage error`() {
        #expect(throws: (any Error).self) { try PolicySchemaCommand.parse(["--kind", "Policy"]) }
    }
}
