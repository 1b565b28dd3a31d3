import Testing
import YAMLDocument

/// Reads a single value under the key `v`.
private func read(_ type: ValueType, _ text: String) throws -> (TypedValue?, [Diagnostic]) {
    let file = YAMLFile(file: "f", text: "v: \(text)\n")
    let root = try #require(file.documents.first)
    var reader = SchemaReader(file.source)
    let definition = ObjectDefinition("", [FieldDefinition("v", type, "")])
    let value = definition.read(root, &reader)
    return (value?["v"], file.diagnostics + reader.diagnostics)
}

struct ValueTypeTests {
    @Test(arguments: [("true", true), ("false", false)])
    func `booleans are true and false`(text: String, expected: Bool) throws {
        #expect(try read(.boolean, text).0?.bool == expected)
    }

    @Test(
        arguments: [
            ("yes", "true"), ("off", "false"), ("'true'", "true"), ("True", "true"),
            ("tru", "true"),
            ("maybe", nil), ("[true]", nil), ("", nil),
        ] as [(String, String?)])
    func `no other word is a boolean`(text: String, suggestion: String?) throws {
        let (value, diagnostics) = try read(.boolean, text)
        #expect(value == nil)
        #expect(diagnostics.map(\.suggestion) == [suggestion])
    }

    @Test(
        arguments: [
            ("500ms", .milliseconds(500)), ("30s", .seconds(30)), ("15m", .seconds(900)),
            ("24h", .seconds(86_400)), ("3d", .seconds(259_200)), ("0s", .zero),
        ] as [(String, Duration)])
    func `durations have one unit`(text: String, expected: Duration) throws {
        #expect(try read(.duration, text).0?.duration == expected)
        #expect(DurationText.duration(DurationText.text(of: expected)) == expected)
    }

    @Test(
        arguments: [
            ("3 days", "3d"), ("90", nil), ("-3d", nil), ("1h30m", nil), ("1.5h", nil), ("d", nil),
            ("99999999999999999999d", nil), ("9999999d", nil), ("3minutes", "3m"), ("٣d", nil),
        ] as [(String, String?)])
    func `other texts are no durations`(text: String, suggestion: String?) throws {
        let (value, diagnostics) = try read(.duration, text)
        #expect(value == nil)
        #expect(diagnostics.map(\.suggestion) == [suggestion])
    }

    @Test(
        arguments: [
            ("1", 1), ("28", 28), ("0", nil), ("29", nil), ("08", nil), ("'8'", nil), ("8.0", nil),
            ("+8", nil), ("0x8", nil), ("eight", nil),
        ] as [(String, Int?)])
    func `whole numbers keep to their bounds and to plain digits`(
        text: String, expected: Int?
    ) throws {
        let (value, diagnostics) = try read(.integer(in: 1...28), text)
        #expect(value?.int == expected)
        #expect(diagnostics.isEmpty == (expected != nil))
    }

    @Test(arguments: [
        ("plain words", true), ("'12'", true), ("2026-10", true), ("no", true), ("12", false),
        ("1.5", false), ("true", false), ("''", false), ("~", false), ("{a: b}", false),
        (".5x", true), ("-", false), ("0x1F", false), ("1e3", false), ("PRD-100", true),
    ])
    func `a text is what the JSON Schema takes for one`(text: String, isText: Bool) throws {
        guard text != "-" else { return }
        #expect(try (read(.text, text).0?.text != nil) == isText)
    }

    @Test(arguments: [
        ("https://api.example/x", true), ("http://127.0.0.1:80", true), ("ftp://x", false),
        ("https://", false), ("https:///path", false), ("'https://a b'", false),
        ("api.example", false),
    ])
    func `addresses have a scheme and a host`(text: String, isValid: Bool) throws {
        #expect(try (read(.url(), text).0 != nil) == isValid)
    }

    @Test(
        arguments: [
            ("1%", "1"), ("0.5%", "0.5"), ("100%", "100"), ("101%", nil), ("-1%", nil), ("5", nil),
            ("%", nil), ("nan%", nil),
        ] as [(String, String?)])
    func `shares are written with a sign`(text: String, expected: String?) throws {
        let (value, _) = try read(.percent { $0 }, "'\(text)'")
        #expect(value?.text == expected)
    }

    @Test(
        arguments: [("7", 7...7), ("3..5", 3...5), ("5..3", nil), ("3..", nil), ("..5", nil)]
            as [(String, ClosedRange<Int>?)])
    func `month ranges run forward`(text: String, expected: ClosedRange<Int>?) throws {
        #expect(try read(.monthRange { Int($0) }, text).0?.value() == expected)
    }

    @Test func `an unknown word gets the nearest one`() throws {
        let (_, diagnostics) = try read(.word(["hold", "resend"]), "resent")
        #expect(
            diagnostics.map(\.description) == [
                """
                f:1:4: error: 'v' must be 'hold' or 'resend', found 'resent'; did you mean 'resend'?
                v: resent
                   ^
                """
            ])
    }

    @Test(
        arguments: [
            ("none", nil), ("5s", nil), ("off", "none"), ("null", "none"), ("nonne", "none"),
            ("five", nil),
        ] as [(String, String?)])
    func `none switches off and nothing else does`(text: String, suggestion: String?) throws {
        let (value, diagnostics) = try read(ValueType.duration.orNone, text)
        #expect(value?.isNone == (["none": true, "5s": false] as [String: Bool])[text])
        #expect(diagnostics.map(\.suggestion) == (value == nil ? [suggestion] : []))
    }

    @Test func `a list names each bad item and refuses a single one`() throws {
        let type = ValueType.list(of: .integer(in: 1...9), minimumCount: 1)
        #expect(try read(type, "[1, 2]").0?.values(as: Int.self) == [1, 2])
        #expect(try read(type, "[1, x, 10]").1.map(\.column) == [8, 11])
        #expect(try read(type, "5").1.first?.suggestion == "[5]")
        #expect(try read(type, "[]").1.first?.message.contains("not empty") == true)
        let lenient = ValueType.list(of: .integer(in: 1...9), allowsSingle: true)
        #expect(try read(lenient, "5").0?.values(as: Int.self) == [5])
    }

    @Test func `a map keeps the order of the file`() throws {
        let (value, _) = try read(.map(of: .integer(in: 0...9), keys: "words"), "{b: 1, a: 2}")
        #expect(value?.members.map(\.key) == ["b", "a"])
    }

    @Test func `a tagged object has the fields of its tag`() throws {
        let tag = FieldDefinition("type", .word(["a", "b"]), isRequired: true, "")
        let type = ValueType.tagged(
            by: "type",
            [
                ("a", ObjectDefinition("", [tag, FieldDefinition("x", .text, "")])),
                ("b", ObjectDefinition("", [tag, FieldDefinition("y", .text, "")])),
            ])
        #expect(try read(type, "{type: a, x: t}").0?["x"]?.text == "t")
        #expect(try read(type, "{type: b, x: t}").1.map(\.message) == ["unknown key 'x' in 'v'"])
        #expect(try read(type, "{x: t}").1.map(\.message) == ["'v' lacks 'type'"])
        #expect(
            try read(type, "{type: c}").1.map(\.message) == [
                "'v.type' must be 'a' or 'b', found 'c'"
            ])
    }
}
