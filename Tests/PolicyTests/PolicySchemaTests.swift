import Policy
import Testing
import YAMLDocument

struct PolicySchemaTests {
    private func properties(_ path: String...) -> JSONValue? {
        path.reduce(PolicySchema.jsonSchema) { schema, key in
            schema?["properties"]?[key]
        }
    }

    @Test func `the JSON Schema has every field with its documentation`() {
        for field in PolicyField.allCases {
            let parts = field.rawValue.split(separator: ".").map(String.init)
            let schema = parts.reduce(properties("spec")) { $0?["properties"]?[$1] }
            #expect(schema?["description"] == .string(field.documentation), "\(field)")
        }
        #expect(PolicySchema.jsonSchema["additionalProperties"] == false)
        #expect(PolicySchema.jsonSchema["required"] == ["apiVersion", "kind", "metadata", "spec"])
    }

    @Test(arguments: [
        ("months", "due", "{\"type\": \"integer\", \"minimum\": 1, \"maximum\": 28"),
        ("limits", "zeroAfterUsage", "{\"enum\": [\"warn\", \"hold\", \"allow\"]"),
        ("months", "until", "{\"anyOf\": [{\"const\": \"none\"}, {\"type\": \"string\""),
    ])
    func `schemas say what the reader takes`(group: String, field: String, beginning: String) {
        #expect(properties("spec", group, field)?.compact.hasPrefix(beginning) == true)
    }

    @Test func `every default of the schema is a value that the reader takes`() {
        for field in PolicyField.allCases {
            let parts = field.rawValue.split(separator: ".").map(String.init)
            let schema = parts.reduce(properties("spec")) { $0?["properties"]?[$1] }
            guard let value = schema?["default"] else {
                #expect([.since, .source].contains(field))
                continue
            }
            let setting =
                parts.count == 2
                ? "\(parts[0]): {\(parts[1]): \(value.compact)}"
                : "\(parts[0]): \(value.compact)"
            let text = PolicyExamples.document("p", setting)
            #expect(PolicyExamples.load([("p.yaml", text)]).diagnostics.areHarmless, "\(setting)")
        }
    }

    @Test func `the schema demands a reason where the reader does`() {
        guard case .array(let conditions) = properties("spec")?["allOf"] else {
            Issue.record("no conditions")
            return
        }
        #expect(conditions.count == 5)
        #expect(
            conditions.first?.compact == """
                {"if": {"properties": {"suspend": {"const": true}}, "required": ["suspend"]}, \
                "then": {"required": ["reason", "until"]}}
                """)
    }
}
