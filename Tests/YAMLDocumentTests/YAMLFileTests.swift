import Testing
import YAMLDocument

struct YAMLFileTests {
    @Test func `nodes know line and column from one`() throws {
        let file = YAMLFile(file: "a.yaml", text: "one: 1\nlist:\n  - x\n  - {deep: y}\n")
        let root = try #require(file.documents.first)
        #expect(file.diagnostics.isEmpty)
        #expect(root.entries?.map(\.keyMark.description) == ["a.yaml:1:1", "a.yaml:2:1"])
        guard case .sequence(let items) = root["list"]?.content else {
            Issue.record("no list")
            return
        }
        #expect(items.map(\.mark.description) == ["a.yaml:3:5", "a.yaml:4:5"])
        #expect(items[1]["deep"]?.mark.description == "a.yaml:4:12")
    }

    @Test func `columns count characters and lines count every break of YAML`() throws {
        let file = YAMLFile(file: "a.yaml", text: "é: {ü: 1}\r\nb: 2\rc: 3\u{2028}d: 4\n")
        let root = try #require(file.documents.first)
        #expect(root["é"]?["ü"]?.mark.column == 8)
        #expect(root.entries?.map(\.keyMark.line) == [1, 2, 3, 4])
        #expect(file.source.line(4) == "d: 4")
    }

    @Test func `a byte order mark and CRLF are accepted`() throws {
        let file = YAMLFile(
            SourceText(file: "a", bytes: [0xEF, 0xBB, 0xBF] + Array("a: 1\r\nb: 2\r\n".utf8)))
        let root = try #require(file.documents.first)
        #expect(file.diagnostics.isEmpty)
        #expect(root.entries?.map(\.key) == ["a", "b"])
        #expect(root["b"]?.text == "2")
        #expect(root.entries?.first?.keyMark.column == 1)
    }

    @Test(arguments: [
        ("", 0), ("# only a comment\n", 0), ("---\n---\n", 0),
        ("---\na: 1\n---\n---\nb: 2\n...\n", 2),
        ("\u{FEFF}", 0), ("a: 1", 1),
    ])
    func `empty documents are left out`(text: String, count: Int) {
        let file = YAMLFile(file: "a", text: text)
        #expect(file.diagnostics.isEmpty)
        #expect(file.documents.count == count)
    }

    @Test func `aliases keep the place of their anchor`() throws {
        let text = "base: &base {x: 1}\nother: *base\n"
        let root = try #require(YAMLFile(file: "a", text: text).documents.first)
        #expect(root["other"]?["x"]?.mark == root["base"]?["x"]?.mark)
    }

    @Test func `own keys win over merged ones and earlier merges over later ones`() throws {
        let text = """
            one: &one {x: 1, y: 1, z: 1}
            two: &two {y: 2, w: 2}
            both:
              x: 0
              <<: [*two, *one]
            single: {<<: *one}
            """
        let file = YAMLFile(file: "a", text: text)
        let root = try #require(file.documents.first)
        #expect(file.diagnostics.isEmpty)
        let both = root["both"]?.entries ?? []
        #expect(both.map { "\($0.key)\($0.value.text ?? "")" } == ["x0", "y2", "w2", "z1"])
        #expect(root["single"]?.entries?.count == 3)
    }

    @Test func `a quoted merge key is an ordinary key`() throws {
        let root = try #require(YAMLFile(file: "a", text: "'<<': {x: 1}").documents.first)
        #expect(root["<<"]?["x"]?.text == "1")
    }

    @Test func `an anchor does not reach into the next document`() {
        let file = YAMLFile(file: "a", text: "a: &x 1\n---\nb: *x\n")
        #expect(file.diagnostics.map(\.message) == ["the alias '*x' has no anchor before it"])
    }

    @Test func `tabs in scalars and comments are content`() {
        let text = "a: 'x\ty' #\tcomment\nb: p\tq\nc: |\n  x\ty\n  \tindented\n#\tz\n"
        #expect(YAMLFile(file: "a", text: text).diagnostics.isEmpty)
    }

    @Test(arguments: [("~", true), ("null", true), ("", true), ("'null'", false), ("nil", false)])
    func `only plain words are null`(text: String, isNull: Bool) throws {
        let root = try #require(YAMLFile(file: "a", text: "k: \(text)").documents.first)
        #expect(root["k"]?.isNull == isNull)
    }
}
