import Testing
import YAMLDocument

/// The texts of errors in the form of a document, word for word.
struct YAMLErrorTests {
    struct Case: Sendable, CustomTestStringConvertible {
        var reason: String
        var text: String
        var expected: String
        var testDescription: String { reason }
    }

    static let cases = [
        Case(
            reason: "a duplicate key names both places", text: "a: 1\nb: 2\na: 3\n",
            expected: """
                f.yaml:3:1: error: the key 'a' stands here twice, first at f.yaml:1:1
                a: 3
                ^
                """),
        Case(
            reason: "tabs that indent", text: "a:\n\tb: 1\n",
            expected: """
                f.yaml:2:1: error: a tab may not stand here; use spaces
                \tb: 1
                ^
                """),
        Case(
            reason: "tabs that separate", text: "a:\t1\n",
            expected: """
                f.yaml:1:3: error: a tab may not stand here; use spaces
                a:\t1
                  ^
                """),
        Case(
            reason: "an unknown alias", text: "a: &base 1\nb: *bsae\n",
            expected: """
                f.yaml:2:4: error: the alias '*bsae' has no anchor before it; did you mean 'base'?
                b: *bsae
                   ^
                """),
        Case(
            reason: "an anchor within itself", text: "a: &a [*a]\n",
            expected: """
                f.yaml:1:8: error: the alias '*a' has no anchor before it
                a: &a [*a]
                       ^
                """),
        Case(
            reason: "a list as a key", text: "? [a, b]\n: 1\n",
            expected: """
                f.yaml:1:3: error: a key must be a word, found a list
                ? [a, b]
                  ^
                """),
        Case(
            reason: "a merge of something else", text: "<<: 1\n",
            expected: """
                f.yaml:1:1: error: '<<' merges mappings, found '1'
                <<: 1
                ^
                """),
        Case(
            reason: "a tag", text: "a: !!python/object x\n",
            expected: """
                f.yaml:1:4: error: tags are not used here, found 'tag:yaml.org,2002:python/object'
                a: !!python/object x
                   ^
                """),
        Case(
            reason: "a bracket that stays open", text: "a: [1, 2\nb: 3\n",
            expected: """
                f.yaml:2:2: error: did not find expected ',' or ']' while parsing a flow sequence \
                that begins on line 1
                b: 3
                 ^
                """),
        Case(
            reason: "a control character", text: "a: \u{7}\n",
            expected: """
                f.yaml:1:4: error: the character U+0007 is not allowed in YAML
                a: \u{FFFD}
                   ^
                """),
    ]

    @Test(arguments: cases)
    func `errors read as compilers print them`(example: Case) {
        let file = YAMLFile(file: "f.yaml", text: example.text)
        let text = file.diagnostics.map(\.description).joined(separator: "\n")
        #expect(text == example.expected)
        #expect(!file.isValid)
    }

    @Test(
        arguments: [
            [0x61, 0x3A, 0x20, 0xFF], [0x61, 0x3A, 0x20, 0xC0, 0x80],
            [0x61, 0x3A, 0x20, 0xE2, 0x82],
            [0x61, 0x3A, 0x20, 0xED, 0xA0, 0x80], [0x61, 0x3A, 0x20, 0xF4, 0x90, 0x80, 0x80],
        ] as [[UInt8]])
    func `bytes that are no UTF-8 are refused where they stand`(bytes: [UInt8]) {
        let file = YAMLFile(SourceText(file: "f", bytes: bytes))
        #expect(file.diagnostics.map(\.message) == ["the file is not UTF-8 here"])
        #expect(file.diagnostics.first?.column == 4)
        #expect(file.documents.isEmpty)
    }

    @Test func `all errors of a file are found at once, and a syntax error only ends it`() {
        let text = "a: 1\na: 2\n---\nb: *x\n---\nc: [\n"
        let file = YAMLFile(file: "f", text: text)
        #expect(file.diagnostics.map(\.line) == [2, 4, 7])
        #expect(file.documents.count == 2)
    }

    @Test func `a very long line is not repeated`() {
        let text = "a: [" + String(repeating: "x, ", count: 1000) + "*b]"
        let diagnostic = YAMLFile(file: "f", text: text).diagnostics.first
        #expect(diagnostic?.sourceLine == nil)
        #expect(
            diagnostic?.description == "f:1:3005: error: the alias '*b' has no anchor before it")
    }
}
