import Testing
import YAMLDocument

struct YAMLBoundsTests {
    @Test(arguments: [64, 65])
    func `nesting is read to a depth of sixty-four`(depth: Int) {
        let text = String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
        let messages = YAMLFile(file: "a", text: text).diagnostics.map(\.message)
        #expect(messages == (depth == 64 ? [] : ["the nesting is deeper than 64 levels"]))
    }

    @Test func `aliases do not hide depth`() {
        let deep = String(repeating: "[", count: 40) + String(repeating: "]", count: 40)
        let text =
            "a: &a \(deep)\nb: \(String(repeating: "[", count: 30))*a"
            + String(repeating: "]", count: 30)
        let file = YAMLFile(file: "a", text: text)
        #expect(file.diagnostics.map(\.message) == ["the nesting is deeper than 64 levels"])
    }

    @Test func `an alias bomb is refused where it goes off`() {
        var text = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
        for level in 1...9 {
            let aliases = Array(repeating: "*a\(level - 1)", count: 10).joined(separator: ", ")
            text += "a\(level): &a\(level) [\(aliases)]\n"
        }
        let file = YAMLFile(file: "bomb.yaml", text: text)
        #expect(file.diagnostics.count == 1)
        #expect(file.diagnostics.first?.line == 5)
        #expect(
            file.diagnostics.first?.message
                == "the file has more than 100000 values once its aliases are expanded")
    }

    @Test func `a merge bomb is refused`() {
        let keys = (0..<1000).map { "k\($0): 1" }.joined(separator: ", ")
        let merges = Array(repeating: "*a", count: 1000).joined(separator: ", ")
        let file = YAMLFile(file: "a", text: "a: &a {\(keys)}\nb: {<<: [\(merges)]}\n")
        #expect(file.diagnostics.count == 1)
    }

    @Test(arguments: [0, 1])
    func `a file may have one mebibyte and no byte more`(more: Int) {
        let text = "a: " + String(repeating: "x", count: YAMLBounds.fileSize - 3 + more)
        let file = YAMLFile(file: "a", text: text)
        #expect(file.isValid == (more == 0))
        #expect(file.documents.count == 1 - more)
    }

    @Test func `a file reports at most a hundred errors`() {
        let text = (0..<500).map { "k\($0): *a\n" }.joined()
        #expect(YAMLFile(file: "a", text: text).diagnostics.count == 100)
    }
}
