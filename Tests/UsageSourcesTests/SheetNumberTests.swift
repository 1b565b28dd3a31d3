import TestSupport
import Testing
import UsageModel

@testable import UsageSources

/// Numeric cells of workbooks: a spreadsheet keeps fifteen digits of a number.
struct SheetNumberTests {
    private let bench: SourceBench

    init() throws {
        bench = try SourceBench()
    }

    private static let columns = [
        "product_id", "subscription_id", "item_mpn", "quantity", "start_time_utc", "end_time_utc",
        "amount", "record_id", "v.rate",
    ]

    /// A workbook with a header and one row of October, some of its cells as numbers.
    private func read(
        _ numbers: [String: String], mapping: RowMapping = RowMapping()
    ) async throws -> UsageReading {
        let texts = [
            "product_id": "P1", "subscription_id": "AS-1", "item_mpn": "M", "quantity": "1",
            "start_time_utc": "2026-10-05", "end_time_utc": "2026-10-05",
        ]
        let cells = Self.columns.map { name in
            numbers[name].map { "<c><v>\($0)</v></c>" } ?? SheetBench.text(texts[name] ?? "")
        }
        let rows = [Self.columns.map(SheetBench.text), cells].map(SheetBench.row)
        try SheetBench.write(
            [SheetBench.sheet("usage", rows: rows.joined())], to: bench.folder.file("a.xlsx"))
        return try await bench.read("a.xlsx", mapping: mapping)
    }

    private static func fault(_ cell: String, _ text: String, canRound: Bool = false) -> String {
        "a.xlsx:2: cell \(cell)2 is the number '\(text)', and a spreadsheet keeps 15 digits of one: "
            + "deliver the column as text" + (canRound ? ", or round it by 'digits'" : "")
    }

    @Test(arguments: [
        // As programs write it, and as Excel does after it has cut the last digits off.
        ("subscription_id", "12345678901234567", fault("B", "12345678901234568")),
        ("subscription_id", "1.23456789012345E+16", fault("B", "12345678901234500")),
        ("subscription_id", "1234567890123456", fault("B", "1234567890123456")),
        ("record_id", "12345678901234567", fault("H", "12345678901234568")),
        ("v.rate", "12345678901234567", fault("I", "12345678901234568")),
        ("quantity", "1234567890123456", fault("D", "1234567890123456")),
        (
            "amount", "0.30000000000000004", fault("G", "0.30000000000000004", canRound: true)
        ),
        ("amount", "-123456.78901234567", fault("G", "-123456.78901234567", canRound: true)),
    ])
    func `a number of which digits may be lost is a bad row that names its cell`(
        column: String, stored: String, reason: String
    ) async throws {
        let reading = try await read([column: stored])
        #expect(bench.reason(in: reading) == reason)
        #expect(reading.allRecords.isEmpty)
    }

    @Test(arguments: [
        ("subscription_id", "123456789012345", "123456789012345"),
        ("quantity", "8.1999999999999993", "8.2"),
        ("quantity", "100.000000000000000", "100"),
        ("amount", "999999999999.995", "999999999999.995"),
        ("amount", "0.000000123456789012345", "0.000000123456789012345"),
        ("v.rate", "0.30000000000000004", "0.30000000000000004"),
    ])
    func `a number whose digits are kept passes`(
        column: String, stored: String, value: String
    ) async throws {
        let reading = try await read([column: stored])
        #expect(bench.reason(in: reading) == nil)
        let record = try #require(reading.allRecords.first)
        let found: [String: String?] = [
            "subscription_id": record.subscription, "quantity": "\(record.quantity)",
            "amount": record.amount.map { "\($0)" }, "v.rate": record.custom.first?.value,
        ]
        #expect(found[column] == value)
    }

    @Test func `a time's fraction is never exact, and need not be`() async throws {
        let reading = try await read([
            "start_time_utc": "46300.385428240741", "end_time_utc": "46300.999988425923",
        ])
        #expect(bench.reason(in: reading) == nil)
        #expect(reading.allRecords.map { "\($0.start)" } == ["2026-10-05T09:15:01Z"])
    }

    @Test func `a number that is rounded passes, and one in a template does not`() async throws {
        var rounded = RowMapping()
        rounded.fields["amount"] = FieldRule("amount")
        rounded.fields["amount"]?.arithmetic = Arithmetic(digits: 2)
        let reading = try await read(["amount": "0.30000000000000004"], mapping: rounded)
        #expect(bench.reason(in: reading) == nil)
        #expect(reading.allRecords.map { $0.amount?.description } == ["0.3"])

        let joined = RowMapping(fields: ["item_mpn": "{record_id}:x"])
        let id = try await read(["record_id": "12345678901234567"], mapping: joined)
        #expect(bench.reason(in: id) == Self.fault("H", "12345678901234568"))
    }

    @Test func `a condition on lost digits leaves no row out in silence`() async throws {
        var mapping = RowMapping()
        mapping.filters = [RowCondition("v.rate", .isOneOf(["12345678901234567"]))]
        let reading = try await read(["v.rate": "12345678901234567"], mapping: mapping)
        #expect(bench.reason(in: reading) == Self.fault("I", "12345678901234568"))
        // Digits of a row that is left out are nobody's.
        mapping.filters = [RowCondition("v.rate", .isOneOf(["7"]))]
        let other = try await read(
            ["v.rate": "8", "record_id": "12345678901234567"], mapping: mapping)
        #expect(other.problems == [] && other.counts.leftOut == 1)
    }

    @Test(arguments: [
        // Excel makes a date of a month that is typed.
        ("MMM yyyy", "46296", "2026-10-01T00:00:00Z", "2026-10-31T23:59:59Z"),
        ("MMM yyyy", "46300", "2026-10-01T00:00:00Z", "2026-10-31T23:59:59Z"),
        ("M/d/yyyy", "46300", "2026-10-05T00:00:00Z", "2026-10-05T23:59:59Z"),
        // A number that is written as the source says is no count of days.
        ("yyyyMM", "202610", "2026-10-01T00:00:00Z", "2026-10-31T23:59:59Z"),
        ("yyyyMMdd", "20261005", "2026-10-05T00:00:00Z", "2026-10-05T23:59:59Z"),
    ])
    func `a date cell names as much as the source's format does`(
        format: String, cell: String, start: String, end: String
    ) async throws {
        var mapping = RowMapping()
        mapping.times = TimeFormat(format)
        let reading = try await read(
            ["start_time_utc": cell, "end_time_utc": cell], mapping: mapping)
        #expect(bench.reason(in: reading) == nil)
        #expect(reading.allRecords.map(\.start.description) == [start])
        #expect(reading.allRecords.map(\.end.description) == [end])
    }
}
