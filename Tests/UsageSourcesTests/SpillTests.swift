import Foundation
import TestSupport
import Testing
import UsageModel

@testable import UsageSources

/// What is kept between reading and sending comes back as it was.
struct SpillTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
    }

    /// Entries of many sizes under a few keys: all in memory, some of them, none.
    @Test(arguments: [0, 1, 700, 5_000, 1 << 20])
    func `entries come back in their order, wherever they lay`(memory: Int) throws {
        var random = SeededGenerator(seed: UInt64(memory) + 1)
        var spill = Spill<Int>(memory: memory, folder: folder.path)
        var expected: [Int: [[UInt8]]] = [:]
        for _ in 0..<500 {
            let key = Int.random(in: 0..<7, using: &random)
            let entry = (0..<Int.random(in: 0..<90, using: &random)).map { _ in
                UInt8.random(in: 0 ... .max, using: &random)
            }
            // The range is what counts, not the bytes around it.
            try spill.append([1, 2] + entry + [3], 2..<(2 + entry.count), to: key)
            expected[key, default: []].append(entry)
        }
        let spilled = spill.finish()
        #expect(Set(spilled.keys) == Set(expected.keys))
        for (key, entries) in expected {
            #expect(try Self.entries(of: key, in: spilled) == entries)
            #expect(spilled.count(of: key) == entries.count)
        }
        #expect(try Self.entries(of: 99, in: spilled).isEmpty)
        // The file has no name, so that nothing can be left behind.
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).isEmpty)
    }

    @Test func `an entry longer than what is read at a time comes back whole`() throws {
        var spill = Spill<Int>(memory: 0, folder: folder.path)
        let long = (0..<700_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }
        for entry in [[7], long, [8]] { try spill.append(entry, 0..<entry.count, to: 1) }
        #expect(try Self.entries(of: 1, in: spill.finish()) == [[7], long, [8]])
    }

    @Test func `a folder that takes nothing is named with what to do`() throws {
        var spill = Spill<Int>(memory: 0, folder: folder.file("nowhere"))
        let error = try #require(throws: SpillError.self) { try spill.append([1], 0..<1, to: 1) }
        #expect(
            error.description
                == "usage cannot be kept in the temporary folder '\(folder.file("nowhere"))': "
                + "No such file or directory; make room there, or name another folder in TMPDIR")
    }

    @Test(arguments: 0..<20)
    func `a record comes back as it was`(seed: Int) throws {
        var random = SeededGenerator(seed: UInt64(seed))
        var encoder = RecordEncoder()
        var spill = Spill<Int>(memory: seed % 2 == 0 ? 0 : 1 << 20, folder: folder.path)
        let records = (0..<50).map { Self.record(line: $0, &random) }
        for record in records {
            encoder.encode(record)
            try spill.append(encoder.bytes, 0..<encoder.bytes.count, to: 1)
        }
        var decoder = RecordDecoder(product: "P1", files: encoder.files)
        var found: [UsageRecord] = []
        try spill.finish().forEach(of: 1) { bytes, entry in
            let record = try decoder.record(of: entry, in: bytes)
            #expect(try decoder.subscription(of: entry, in: bytes) == record.subscription)
            found.append(record)
        }
        #expect(found == records)
    }

    @Test func `bytes that are no record are refused`() throws {
        var random = SeededGenerator(seed: 3)
        var encoder = RecordEncoder()
        encoder.encode(Self.record(line: 1, &random))
        for cut in 0..<encoder.bytes.count {
            var decoder = RecordDecoder(product: "P1", files: encoder.files)
            #expect(throws: SpillError.damaged) {
                try decoder.record(of: 0..<cut, in: encoder.bytes)
            }
        }
        var decoder = RecordDecoder(product: "P1", files: [])
        #expect(throws: SpillError.damaged) {
            try decoder.record(of: 0..<encoder.bytes.count, in: encoder.bytes)
        }
    }

    @Test func `a number that is too large is damage`() throws {
        var encoder = RecordEncoder()
        encoder.encode(
            UsageRecord(
                product: "P1", subscription: "S", itemMPN: "M", quantity: ExactDecimal(1),
                start: Timestamp(seconds: 0), end: Timestamp(seconds: 0), tier: 1,
                origin: RecordOrigin(file: "f", line: 1)))
        // The tier is the last field of this record.
        let bytes = encoder.bytes.dropLast() + Array(repeating: 0xFF, count: 17) + [0x01]
        var decoder = RecordDecoder(product: "P1", files: encoder.files)
        #expect(throws: SpillError.damaged) {
            try decoder.record(of: 0..<bytes.count, in: Array(bytes))
        }
    }

    private static func entries(of key: Int, in spilled: Spilled<Int>) throws -> [[UInt8]] {
        var found: [[UInt8]] = []
        try spilled.forEach(of: key) { bytes, entry in found.append(Array(bytes[entry])) }
        return found
    }

    private static func record(line: Int, _ random: inout SeededGenerator) -> UsageRecord {
        let text = { (random: inout SeededGenerator) -> String? in
            ["", "x", "Größe, \u{1F4A7}", String(repeating: "long ", count: 40), nil]
                .randomElement(using: &random) ?? nil
        }
        let largest: Int128 = 99_999_999_999_999_999_999_999_999_999_999_999_999
        let number = { (random: inout SeededGenerator) in
            ExactDecimal(
                coefficient: Int128.random(in: -largest...largest, using: &random),
                scale: Int.random(in: 0...ExactDecimal.maximumScale, using: &random))
        }
        var record = UsageRecord(
            product: "P1", subscription: text(&random) ?? "AS-1", itemMPN: text(&random) ?? "M",
            quantity: number(&random),
            start: Timestamp(microseconds: Int64.random(in: Int64.min...0, using: &random)),
            end: Timestamp(microseconds: Int64.random(in: 0...Int64.max, using: &random)),
            origin: RecordOrigin(file: "file \(line % 3)", line: line))
        record.amount = Bool.random(using: &random) ? number(&random) : nil
        record.tier =
            Bool.random(using: &random) ? Int.random(in: -5...Int.max, using: &random) : nil
        record.recordID = text(&random)
        record.note = text(&random)
        record.category = text(&random)
        record.categoryName = text(&random)
        record.categoryDescription = text(&random)
        record.itemName = text(&random)
        record.itemUnit = text(&random)
        record.itemPrecision = text(&random)
        record.currency = text(&random)
        record.custom = (0..<Int.random(in: 0..<3, using: &random)).map {
            CustomField(name: "n\($0)", value: text(&random) ?? "")
        }
        return record
    }
}
