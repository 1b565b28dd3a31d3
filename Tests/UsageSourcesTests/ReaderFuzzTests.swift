import TestSupport
import Testing
import UsageModel
import Workbook

@testable import UsageSources

/// Whatever bytes come, every reader ends, in bounded memory, and counts each row in one place.
struct ReaderFuzzTests {
    private let bench: SourceBench

    init() throws {
        bench = try SourceBench()
    }

    /// Templates, conditions, groups and a quarantine: all that a row can meet.
    private static let mapping: RowMapping = {
        var mapping = RowMapping(fields: [
            "item_mpn": "{product_id}:{item_mpn}", "record_note": "meta.note",
        ])
        mapping.fields["record_note"] = FieldRule("{item_mpn}!")
        mapping.fields["amount"] = FieldRule(.column("quantity"))
        mapping.fields["amount"]?.arithmetic = Arithmetic(
            margin: ExactDecimal(coefficient: 3, scale: 1), digits: 2)
        mapping.filters = [RowCondition("subscription_id", .isNoneOf(["drop"]))]
        mapping.numbers = NumberFormat(grouping: UInt8(ascii: "'"))
        mapping.times = TimeFormat("M/d/yyyy")
        mapping.ignoresCase = true
        mapping.grouping = ["subscription_id", "item_mpn"]
        mapping.clips = true
        mapping.badRows = .quarantine
        return mapping
    }()

    private func check(_ reading: UsageReading, _ name: String, round: Int) {
        let counts = reading.counts
        let rows = reading.allRecords.map(\.origin.rows).reduce(0, +)
        #expect(counts.single + counts.summed == rows, "\(name), round \(round)")
        #expect(counts.quarantined == reading.quarantined.count, "\(name), round \(round)")
        #expect(reading.statements.count == 1)
    }

    /// A few changes of the kinds that break parsers.
    private func mutate(_ bytes: inout [UInt8], _ random: inout SeededGenerator) {
        let structure = Array("\"',;:{}[]\\\n\r\t\u{0}0-eE.u<>&/=".utf8) + [0xFF, 0xC3, 0x80]
        for _ in 0..<Int.random(in: 1...6, using: &random) {
            guard !bytes.isEmpty else { return }
            let place = Int.random(in: 0..<bytes.count, using: &random)
            switch Int.random(in: 0..<6, using: &random) {
            case 0: bytes[place] = UInt8.random(in: 0...255, using: &random)
            case 1: bytes[place] = structure.randomElement(using: &random) ?? 0
            case 2: bytes.insert(structure.randomElement(using: &random) ?? 0, at: place)
            case 3: bytes.removeSubrange(place..<min(bytes.count, place + 12))
            case 4: bytes.removeLast(min(bytes.count, 20))
            default:
                let end = min(bytes.count, place + Int.random(in: 1...40, using: &random))
                bytes.insert(contentsOf: Array(bytes[place..<end]), at: place)
            }
        }
    }

    private static let csv = SourceBench.file([
        "P1,AS-1,M,1'000.5,10/5/2026,10/6/2026", "P1,drop,M,x,,",
        "P1,\"A\"\"S\n2\",M,-2,2026-10-07,2026-10-08",
        "P1,AS-1,M,7,10/31/2026,11/3/2026", "P2,AS-3,M,1e3,9/5/2026,9/6/2026",
    ])

    private static let json = """
        [{"product_id":"P1","subscription_id":"AS-1","item_mpn":"M","quantity":1.5e0,"start_time_utc":\
        "10/5/2026","end_time_utc":"2026-10-06","meta":{"note":"\\u00e9\\n\\ud83e\\uddfe"}},
        {"PRODUCT_ID":"P1","subscription_id":"drop","item_mpn":null,"quantity":"2","start_time_utc":\
        "2026-10-05","end_time_utc":"2026-10-06","x":[1,true,{"a":[]}]}]
        """

    @Test(arguments: ["a.csv", "a.json", "a.jsonl", "a.csv.gz", "a.json.gz"])
    func `mutations of texts are read or refused`(name: String) async throws {
        var random = SeededGenerator(seed: 97)
        let text = name.contains("csv") ? Self.csv : Self.json
        var read = 0
        for round in 0..<500 {
            var bytes = Array(text.utf8)
            if name == "a.jsonl" { bytes = bytes.filter { $0 != 0x5B && $0 != 0x5D } }
            // Half of the packed ones are damaged before, the others after packing.
            let isInner = !name.hasSuffix(".gz") || round % 2 == 0
            if isInner { mutate(&bytes, &random) }
            if name.hasSuffix(".gz") {
                bytes = try PackedFileTests.packed(bytes)
                if !isInner { mutate(&bytes, &random) }
            }
            try bench.folder.write(name, bytes)
            let reading = try await bench.read(name, mapping: Self.mapping)
            check(reading, name, round: round)
            if bench.reason(in: reading) == nil { read += 1 }
        }
        #expect(read > 0 || name.hasSuffix(".jsonl"))
    }

    @Test(arguments: [("a.csv", ",\"\n\r;\tPa1 é"), ("a.json", "[]{}\",:\\u0123eE+-. tfn\n\"\"")])
    func `random texts of a format's own letters are read or refused`(
        name: String, letters: String
    ) async throws {
        var random = SeededGenerator(seed: 13)
        let alphabet = Array(letters.utf8)
        for round in 0..<500 {
            let prefix = name == "a.csv" ? SourceBench.header + "\n" : "[{"
            let bytes = (0..<Int.random(in: 0...200, using: &random)).map { _ in
                alphabet.randomElement(using: &random) ?? 0
            }
            try bench.folder.write(name, Array(prefix.utf8) + bytes)
            check(try await bench.read(name, mapping: Self.mapping), name, round: round)
        }
    }

    @Test
    func `mutations of a workbook are read or refused`() async throws {
        var random = SeededGenerator(seed: 41)
        let path = bench.folder.file("whole.xlsx")
        let writer = try UsageWorkbookWriter(
            path: path, customColumns: ["product", "subscription"], created: Timestamp(seconds: 0))
        for number in 0..<20 {
            let record = UsageRecord(
                product: "P", subscription: "S", itemMPN: "M", quantity: ExactDecimal(number),
                start: Timestamp("2026-10-01") ?? Timestamp(seconds: 0),
                end: Timestamp("2026-10-02") ?? Timestamp(seconds: 0),
                custom: [
                    CustomField(name: "product", value: "P1"),
                    CustomField(name: "subscription", value: "AS-\(number)"),
                ], origin: RecordOrigin(file: "", line: 1))
            try writer.append(UsageRow(recordID: "r\(number)", record: record, asset: "AS"))
        }
        _ = try writer.close(categories: [])
        var whole = [UInt8](repeating: 0, count: 1 << 16)
        let size = try InputFile(path: path).fill(&whole)
        let fields = ["product_id": "v.product", "subscription_id": "v.subscription"]
        var refused = 0
        for round in 0..<300 {
            var bytes = Array(whole.prefix(size))
            mutate(&bytes, &random)
            try bench.folder.write("a.xlsx", bytes)
            let reading = try await bench.read("a.xlsx", mapping: RowMapping(fields: fields))
            check(reading, "a.xlsx", round: round)
            if bench.reason(in: reading) != nil { refused += 1 }
        }
        #expect(refused > 100)
    }

    @Test(arguments: [
        ("a.csv", SourceBench.header + "\n", "a", "a.csv:2: a row is longer than 1048576 bytes"),
        ("a.csv", "", "a", "a.csv:1: a row is longer than 1048576 bytes"),
        (
            "a.csv", SourceBench.header + "\n\"", "a\n",
            "a.csv:2: a row is longer than 1048576 bytes"
        ),
        ("a.json", "[{\"a\": \"", "a", "a.json:1: an element is longer than 1048576 bytes"),
        ("a.json", "[{\"a\": 1", "0", "a.json:1: an element is longer than 1048576 bytes"),
        ("a.jsonl", "{\"a\": [", "1,", "a.jsonl:1: an element is longer than 1048576 bytes"),
    ])
    func `an endless line is refused`(
        name: String, beginning: String, more: String, message: String
    ) async throws {
        let text = beginning + String(repeating: more, count: (3 << 20) / more.utf8.count)
        try bench.folder.write(name, text)
        let reason = try await bench.reason(in: bench.read(name))
        #expect(reason?.hasPrefix(message) == true)
        try bench.folder.write(name + ".gz", PackedFileTests.packed(Array(text.utf8)))
        #expect(
            try await bench.reason(in: bench.read(name + ".gz"))?.contains("is longer than") == true
        )
    }

    @Test
    func `an endless line is held in memory no further than its limit`() throws {
        let path = try bench.folder.write("a.csv", [UInt8](repeating: 0x61, count: 8 << 20))
        var reader = try CSVReader(file: HashedFile(path: path), limits: SourceLimits())
        #expect(throws: FileFault.self) { try reader.next() }
        #expect(reader.bytes.count < 2 << 20)
    }

    @Test
    func `a packed text in pieces of a byte is read as fast as in one`() async throws {
        // Each byte is a member of its own; a reader that goes on after each would go over the
        // whole row a hundred thousand times.
        let members = try (0...255).map { try PackedFileTests.packed([UInt8($0)]) }
        let text = SourceBench.file([
            SourceBench.line(mpn: String(repeating: "m", count: 100_000))
        ])
        let packed = text.utf8.flatMap { members[Int($0)] }
        try bench.folder.write("a.csv.gz", packed)
        let reading = try await bench.read("a.csv.gz")
        #expect(reading.allRecords.first?.itemMPN.utf8.count == 100_000)
        #expect(bench.reason(in: reading) == nil)
    }
}
