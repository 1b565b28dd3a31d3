import Testing
import YAMLDocument

struct ObjectDefinitionTests {
    static let loop = ObjectDefinition(
        "The loop.",
        [
            FieldDefinition("interval", .duration, default: "15m", "The time between cycles."),
            FieldDefinition("count", .integer(in: 1...9), default: 3, "How many."),
        ])
    static let definition = ObjectDefinition(
        "A thing.",
        [
            FieldDefinition("name", .text, isRequired: true, "Its name."),
            FieldDefinition("loop", .object(loop), default: [:], "How it runs."),
            FieldDefinition("active", .boolean, "Whether it runs."),
        ]
    ) { thing, reader in
        if thing["name"]?.text == "bad", let name = thing.member("name") {
            reader.report("'name' must not be 'bad'", at: name.value.mark)
        }
    }

    private func read(
        _ text: String, fillsDefaults: Bool = false
    ) throws -> (value: TypedValue?, diagnostics: [Diagnostic]) {
        let file = YAMLFile(file: "f", text: text)
        let node = try #require(file.documents.first)
        return RawDocument(kind: "Thing", node: node, source: file.source)
            .read(as: Self.definition, fillsDefaults: fillsDefaults)
    }

    @Test func `a valid object reads by key and keeps its places`() throws {
        let value = try read("name: x\nloop: {interval: 5m}\n").value
        #expect(value?["loop"]?["interval"]?.duration == .seconds(300))
        #expect(value?["loop"]?.member("interval")?.keyMark.description == "f:2:8")
        #expect(value?["active"] == nil)
        #expect(value?["loop"]?["count"] == nil)
    }

    @Test func `defaults are filled at every level where that is asked for`() throws {
        let value = try read("name: x", fillsDefaults: true).value
        #expect(value?["loop"]?["interval"]?.duration == .seconds(900))
        #expect(value?["loop"]?["count"]?.int == 3)
        #expect(value?["loop"]?["count"]?.mark.isBuiltIn == true)
    }

    @Test func `every mistake of a document is reported`() throws {
        let (value, diagnostics) = try read(
            "nmae: x\nloop: {intervall: 5m, count: 10}\nactive: yes\n")
        #expect(value == nil)
        #expect(
            diagnostics.map { $0.description.prefix { !$0.isNewline } } == [
                "f:1:1: error: unknown key 'nmae' in the document; did you mean 'name'?",
                "f:2:8: error: unknown key 'intervall' in 'loop'; did you mean 'interval'?",
                "f:2:30: error: 'loop.count' must be a whole number from 1 to 9, found '10'",
                "f:3:9: error: 'active' must be true or false, found 'yes'; did you mean 'true'?",
                "f:1:1: error: the document lacks 'name'",
            ])
    }

    @Test func `conditions between fields are checked last, and beside other mistakes`() throws {
        #expect(try read("name: bad").diagnostics.map(\.message) == ["'name' must not be 'bad'"])
        #expect(try read("name: bad").value == nil)
        #expect(
            try read("name: bad\nx: 1").diagnostics.map(\.message) == [
                "unknown key 'x' in the document", "'name' must not be 'bad'",
            ])
    }

    @Test func `the schema says what the reader does`() {
        let expected = """
            {
              "$schema": "https://json-schema.org/draft/2020-12/schema",
              "title": "Thing",
              "description": "A thing.",
              "type": "object",
              "additionalProperties": false,
              "properties": {
                "name": {
                  "type": "string",
                  "minLength": 1,
                  "description": "Its name."
                },
                "loop": {
                  "description": "How it runs.",
                  "type": "object",
                  "additionalProperties": false,
                  "properties": {
                    "interval": {
                      "type": "string",
                      "pattern": "^[0-9]+(ms|s|m|h|d)$",
                      "description": "The time between cycles.",
                      "default": "15m"
                    },
                    "count": {
                      "type": "integer",
                      "minimum": 1,
                      "maximum": 9,
                      "description": "How many.",
                      "default": 3
                    }
                  },
                  "default": {}
                },
                "active": {
                  "type": "boolean",
                  "description": "Whether it runs."
                }
              },
              "required": ["name"]
            }
            """
        #expect(Self.definition.schemaDocument(title: "Thing").rendered == expected)
    }
}
