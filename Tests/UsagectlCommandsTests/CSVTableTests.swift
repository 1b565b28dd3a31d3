import Testing
import UsagectlCommands

struct CSVTableTests {
    /// A text and its rows.
    static let cases: [(text: String, rows: [[String]])] = [
        ("a,b\r\nc,d\r\n", [["a", "b"], ["c", "d"]]),
        ("a,b", [["a", "b"]]),
        ("\u{FEFF}a,b\n", [["a", "b"]]),
        ("a;b\n1,5;2\n", [["a", "b"], ["1,5", "2"]]),
        ("a,b\n\"x, y\",z\n", [["a", "b"], ["x, y", "z"]]),
        ("\"a \"\"b\"\" c\",\"\"\n", [["a \"b\" c", ""]]),
        ("\"two\nlines\",b\n\n,\nc,d\n", [["two\nlines", "b"], ["c", "d"]]),
        ("\"\"\"\",b\n", [["\"", "b"]]),
        ("", []), ("\n\n", []), ("\"never closed, b", [["never closed, b"]]),
    ]

    @Test(arguments: cases)
    func `fields are told as RFC 4180 says`(_ text: String, _ rows: [[String]]) {
        #expect(CSVTable(text).rows.map(\.fields) == rows)
    }

    @Test func `rows know the line in which they begin`() {
        #expect(CSVTable("a\n\"b\nb\"\n\nc\n").rows.map(\.line) == [1, 2, 5])
    }
}
