import Testing
import YAMLDocument

/// Files that a reader with nested loops would take minutes for.
struct YAMLHostileFileTests {
    struct Case: Sendable, CustomTestStringConvertible {
        var reason: String
        var piece: String
        var count: Int
        var before = ""
        var after = ""

        var text: String { before + String(repeating: piece, count: count) + after }
        var testDescription: String { reason }
    }

    @Test(arguments: [
        Case(reason: "tabs in comments", piece: "#\t\n", count: 80_000),
        Case(reason: "tabs in one comment", piece: "# a\t", count: 60_000),
        Case(reason: "nothing but tabs", piece: "\t", count: 250_000),
        Case(reason: "nothing but empty lines", piece: "\n", count: 250_000),
        Case(reason: "aliases without anchors", piece: "- *x\n", count: 50_000),
        Case(reason: "open lists", piece: "[", count: 250_000),
        Case(reason: "open mappings", piece: "{a: ", count: 60_000),
        Case(reason: "keys that are keys", piece: "? ", count: 120_000),
        Case(reason: "items that are items", piece: "- ", count: 120_000),
        Case(reason: "documents", piece: "---\n- \n", count: 35_000),
        Case(reason: "anchors on anchors", piece: "&a ", count: 80_000),
        Case(reason: "escapes", piece: "\\x41", count: 60_000, before: "a: \"", after: "\""),
        Case(reason: "a folded text", piece: "\n", count: 250_000, before: "a: '", after: "'"),
    ])
    func `a hostile file is read to an end`(example: Case) {
        let file = YAMLFile(file: "f", text: example.text)
        #expect(file.diagnostics.count <= YAMLBounds.diagnostics)
        #expect(file.documents.count <= YAMLBounds.expandedNodes)
    }

    @Test func `many anchors and unknown aliases do not multiply`() {
        let anchors = (0..<20_000).map { "- &a\($0) x\n" }.joined()
        let file = YAMLFile(file: "f", text: anchors + String(repeating: "- *b\n", count: 20_000))
        #expect(file.diagnostics.count == YAMLBounds.diagnostics)
    }

    @Test func `a file of broken documents names no more errors than one can read`() {
        let text = String(repeating: "---\nx: 1\n", count: 10_000)
        let loader = DocumentLoader(apiVersion: "app/v1", kinds: ["Thing"])
        let loaded = loader.load([SourceText(file: "f", text: text)])
        #expect(loaded.diagnostics.count == YAMLBounds.diagnostics)
        #expect(loaded.documents.isEmpty)
    }
}
