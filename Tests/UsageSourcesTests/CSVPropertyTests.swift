import TestSupport
import Testing
import UsageModel

@testable import UsageSources

/// What a CSV writer writes, the reader reads, wherever the chunks of the file end.
struct CSVPropertyTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
    }

    private func quoted(_ text: String, always: Bool) -> String {
        let needs = text.utf8.contains { ",\"\n\r".utf8.contains($0) }
        return needs || always ? "\"\(text.replacing("\"", with: "\"\""))\"" : text
    }

    private func rows(of path: String) throws -> [[String]] {
        var reader = try CSVReader(file: HashedFile(path: path), limits: SourceLimits())
        var rows: [[String]] = []
        while try reader.next() {
            rows.append(reader.fields.map { String(decoding: reader.bytes[$0], as: UTF8.self) })
        }
        return rows
    }

    @Test(arguments: ["\n", "\r\n"], [true, false])
    func `random rows come back as they were written`(ending: String, isEnded: Bool) throws {
        var random = SeededGenerator(seed: 7)
        let rows = (0..<2000).map { _ in
            (0..<Int.random(in: 2...6, using: &random)).map { _ in
                Int.random(in: 0..<4, using: &random) == 0 ? "" : random.text()
            }
        }
        var lines = rows.map { row in
            row.map { quoted($0, always: Bool.random(using: &random)) }.joined(separator: ",")
        }.joined(separator: ending)
        if isEnded { lines += ending }
        #expect(try self.rows(of: folder.write("random.csv", lines)) == rows)
    }

    @Test
    func `rows that cross the end of a chunk are whole`() throws {
        // Longer than several chunks, with fields of every length around the boundaries.
        let rows = (0..<400).map { number in
            ["\(number)", String(repeating: "é\"\n", count: 700 + number), "end"]
        }
        let text = rows.map { $0.map { quoted($0, always: false) }.joined(separator: ",") + "\r\n" }
        #expect(try self.rows(of: folder.write("long.csv", text.joined())) == rows)
    }

    @Test
    func `lines are counted through quoted line ends and empty lines`() throws {
        let path = try folder.write("lines.csv", "a,b\n\n\"x\ny\n\",1\r\n\r\nlast,2")
        var reader = try CSVReader(file: HashedFile(path: path), limits: SourceLimits())
        var lines: [Int] = []
        while try reader.next() { lines.append(reader.line) }
        #expect(lines == [1, 3, 7])
    }

    @Test
    func `mutations of a file are read or refused`() async throws {
        let bench = try SourceBench()
        var random = SeededGenerator(seed: 3)
        let csv = SourceBench.file(
            (0..<5).map { SourceBench.line(quantity: "\"\($0).5\"") + ",\"a\"\"b\nc\"" },
            header: SourceBench.header + ",record_note")
        let json = """
            [{"product_id":"P1","subscription_id":"S","item_mpn":"M","quantity":1.5e0,
            "start_time_utc":"2026-10-01","end_time_utc":"2026-10-02","record_note":"\\u00e9\\n"}]
            """
        var refused = 0
        for round in 0..<1000 {
            let (name, text) = round % 2 == 0 ? ("a.csv", csv) : ("a.json", json)
            var bytes = Array(text.utf8)
            for _ in 0..<Int.random(in: 1...3, using: &random) {
                let position = Int.random(in: 0..<bytes.count, using: &random)
                switch Int.random(in: 0..<3, using: &random) {
                case 0: bytes[position] = UInt8.random(in: 0...255, using: &random)
                case 1: bytes.removeSubrange(position..<min(bytes.count, position + 9))
                default: bytes.insert(contentsOf: [0x22, 0x0A, 0x2C], at: position)
                }
                if bytes.isEmpty { break }
            }
            try bench.folder.write(name, bytes)
            if try await bench.reason(in: bench.read(name)) != nil { refused += 1 }
        }
        #expect(refused > 300)
    }
}
