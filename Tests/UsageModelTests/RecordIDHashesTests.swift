import FoundationEssentials
import Testing
import UsageModel

struct RecordIDHashesTests {
    @Test func `hashes are the same on every machine and in every version`() {
        #expect(RecordIDHashes.hash("") == 0xecba_3df2_c338_3c52)
        #expect(RecordIDHashes.hash("2026-10-0-0-0") != RecordIDHashes.hash("2026-10-0-0-1"))
    }

    @Test func `bytes and JSON give back what went in`() throws {
        let hashes = RecordIDHashes(["c", "a", "b", "a"])
        #expect(hashes.values.count == 3)
        #expect(hashes.values == hashes.values.sorted())
        #expect(RecordIDHashes(bytes: hashes.bytes) == hashes)
        let data = try JSONEncoder().encode([hashes])
        #expect(try JSONDecoder().decode([RecordIDHashes].self, from: data) == [hashes])
    }

    @Test func `half a hash is damage`() {
        #expect(RecordIDHashes(bytes: Array(repeating: 1, count: 12)) == nil)
        #expect(throws: DecodingError.self) {
            _ = try JSONDecoder().decode([RecordIDHashes].self, from: Data("[\"AAAA\"]".utf8))
        }
    }

    @Test(arguments: [("integer", 0), ("Decimal(8)", 8), ("decimal(2)", 2)])
    func `a precision says how many decimals there may be`(_ text: String, _ decimals: Int) {
        #expect(Item.decimals(ofPrecision: text) == decimals)
    }

    @Test(arguments: ["", "decimal", "decimal()", "decimal(-1)", "float"])
    func `other words are no precision`(_ text: String) {
        #expect(Item.decimals(ofPrecision: text) == nil)
    }
}
