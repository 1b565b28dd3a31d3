import TestSupport
import Testing
import YAMLDocument

struct YAMLFuzzTests {
    static let example = Array(
        """
        apiVersion: app/v1
        kind: UsagePolicy
        base: &base {contracts: [CRD-12345-*], kinds: [production]}
        spec:
          match:
            <<: *base
            months: [2026-03..2026-06]
          note: |
            several lines
            of text
          folded: >-
            x
          quoted: "a\\tb\\u00e9"
          single: 'it''s'
        ? complex
        : value
        ---
        - 1
        - [a, {b: c}]
        """.utf8)
    static let pieces: [[UInt8]] = [
        "&a ", "*a ", "<<: ", "{", "}", "[", "]", ": ", "- ", "? ", "\n", "\t", "\"", "'", "|\n",
        ">",
        "---\n", "...\n", "%YAML 1.1\n", "!!str ", "#", "\r\n", "\u{FEFF}", "\u{2028}", ",", "  ",
    ].map { Array($0.utf8) }

    @Test(arguments: 0..<8 as Range<UInt64>)
    func `random bytes are read to an end, with places inside of the file`(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        for _ in 0..<250 {
            let length = Int.random(in: 0..<200, using: &generator)
            check((0..<length).map { _ in UInt8.random(in: 0...255, using: &generator) })
            let count = Int.random(in: 0..<80, using: &generator)
            check((0..<count).flatMap { _ in Self.pieces.randomElement(using: &generator) ?? [] })
        }
    }

    @Test(arguments: 0..<8 as Range<UInt64>)
    func `mutated examples are read to an end`(seed: UInt64) {
        var generator = SeededGenerator(seed: 1000 + seed)
        for _ in 0..<250 {
            var bytes = Self.example
            for _ in 0..<Int.random(in: 1...6, using: &generator) {
                let place = Int.random(in: 0..<bytes.count, using: &generator)
                switch Int.random(in: 0..<4, using: &generator) {
                case 0: bytes[place] = UInt8.random(in: 0...255, using: &generator)
                case 1: bytes.remove(at: place)
                case 2:
                    bytes.insert(
                        contentsOf: Self.pieces.randomElement(using: &generator) ?? [], at: place)
                default: bytes.append(contentsOf: bytes[place...].prefix(40))
                }
            }
            check(bytes)
        }
    }

    /// Whatever the bytes: a refusal has a place in the file, and a valid file has sound nodes.
    private func check(_ bytes: [UInt8]) {
        let file = YAMLFile(SourceText(file: "f", bytes: bytes))
        let lineCount = 1 + bytes.count
        for diagnostic in file.diagnostics {
            #expect((1...lineCount).contains(diagnostic.line), "\(bytes)")
            #expect((1...(bytes.count + 1)).contains(diagnostic.column), "\(bytes)")
            #expect(!diagnostic.description.isEmpty)
        }
        for document in file.documents {
            #expect((1...lineCount).contains(document.mark.line), "\(bytes)")
        }
    }
}
