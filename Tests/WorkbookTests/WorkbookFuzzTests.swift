import TestSupport
import Testing
import UsageModel
import Workbook

/// Damaged files are refused or read, and never end the process.
struct WorkbookFuzzTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
    }

    private func readAll(_ path: String) throws {
        let limits = XLSXLimits(partBytes: 1 << 20, cells: 100_000)
        let reader = try XLSXReader(path: path, limits: limits)
        for name in reader.sheetNames { _ = try reader.readRows(ofSheet: name) { _ in } }
    }

    /// Reads mutations of `original` and counts those that were refused.
    private func refusals(of original: [UInt8], rounds: Int, seed: UInt64) throws -> Int {
        var random = SeededGenerator(seed: seed)
        var refused = 0
        for _ in 0..<rounds {
            var bytes = original
            for _ in 0..<Int.random(in: 1...4, using: &random) {
                let position = Int.random(in: 0..<bytes.count, using: &random)
                switch Int.random(in: 0..<4, using: &random) {
                case 0: bytes[position] = UInt8.random(in: 0...255, using: &random)
                case 1: bytes[position] ^= 1 << UInt8.random(in: 0..<8, using: &random)
                case 2: bytes.remove(at: position)
                default: bytes.removeSubrange(position..<min(position + 40, bytes.count))
                }
                if bytes.isEmpty { break }
            }
            do {
                try readAll(folder.write("mutant.xlsx", bytes))
            } catch is WorkbookError {
                refused += 1
            }
        }
        return refused
    }

    @Test
    func `mutations of a packed workbook are refused or read`() throws {
        let writer = try UsageWorkbookWriter(
            path: folder.file("a.xlsx"), customColumns: [], created: Timestamp(seconds: 0))
        for number in 1...5 { try writer.append(.sample(number)) }
        _ = try writer.close(categories: [])
        let refused = try refusals(of: folder.bytes("a.xlsx"), rounds: 400, seed: 1)
        #expect(refused > 100)
    }

    @Test
    func `mutations of a workbook's plain XML are refused or read`() throws {
        let workbook = RawWorkbook(
            rows: """
                <row r="1"><c r="A1" t="s"><v>0</v></c><c r="C1"><v>8.1999999999999993</v></c></row>
                <row><c t="inlineStr"><is><t>a_x000D_</t></is></c><c t="b"><v>1</v></c></row>
                """,
            sharedStrings: "<sst><si><t>x</t></si></sst>")
        let refused = try refusals(of: workbook.bytes, rounds: 800, seed: 2)
        #expect(refused > 100)
    }
}
