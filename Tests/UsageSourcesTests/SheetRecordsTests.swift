import TestSupport
import Testing
import UsageModel
import UsageSources
import Workbook

/// Usage that the vendor delivers as a workbook.
struct SheetRecordsTests {
    private let bench: SourceBench

    init() throws {
        bench = try SourceBench()
    }

    /// Makes a usage workbook whose custom columns spell the header of vendor usage: the platform's
    /// own columns lack the product and the subscription.
    private func write(_ name: String, header: [String], cells: [[String]], quantity: String = "4")
        throws
    {
        let names = header.map { String($0.dropFirst(2)) }
        let writer = try UsageWorkbookWriter(
            path: bench.folder.file(name), customColumns: names, created: Timestamp(seconds: 0))
        for values in cells {
            let record = UsageRecord(
                product: "P", subscription: "S", itemMPN: "M",
                quantity: try #require(ExactDecimal(quantity)),
                start: Timestamp("2026-10-01") ?? Timestamp(seconds: 0),
                end: Timestamp("2026-10-02") ?? Timestamp(seconds: 0),
                custom: zip(names, values).map { CustomField(name: $0, value: $1) },
                origin: RecordOrigin(file: "", line: 1))
            try writer.append(UsageRow(recordID: "r", record: record, asset: "AS"))
        }
        _ = try writer.close(categories: [])
    }

    private let fields = ["product_id": "v.product", "subscription_id": "v.subscription"]

    @Test
    func `the sheet with the required columns is read`() async throws {
        try write("a.xlsx", header: ["v.product", "v.subscription"], cells: [["P1", "AS-9"]])
        let reading = try await bench.read("a.xlsx", fields: fields)
        let record = try #require(reading.allRecords.first)
        #expect(reading.problems == [])
        #expect(record.product == "P1")
        #expect(record.subscription == "AS-9")
        #expect(record.quantity == ExactDecimal(4))
        #expect(record.start.description == "2026-10-01T00:00:00Z")
        #expect(record.origin.line == 2)
    }

    @Test
    func `a date cell's number of days is a time`() async throws {
        try write(
            "a.xlsx", header: ["v.product", "v.subscription", "v.from"],
            cells: [["P1", "AS-9", "46296.25"]])
        var fields = fields
        fields["start_time_utc"] = "v.from"
        let reading = try await bench.read("a.xlsx", fields: fields)
        #expect(reading.allRecords.map(\.start.description) == ["2026-10-01T06:00:00Z"])
    }

    @Test(arguments: [
        ("46326", "2026-10-31T23:59:59Z"), ("46326.5", "2026-10-31T12:00:00Z"),
        ("46310.999995", "2026-10-16T00:00:00Z"),
    ])
    func `a day without a time ends with its last second`(
        cell: String, end: String
    ) async throws {
        try write(
            "a.xlsx", header: ["v.product", "v.subscription", "v.to"],
            cells: [["P1", "AS-9", cell]])
        var fields = fields
        fields["end_time_utc"] = "v.to"
        let reading = try await bench.read("a.xlsx", fields: fields)
        #expect(reading.allRecords.map(\.end.description) == [end])
    }

    @Test
    func `numeric cells are plain, and texts are written as the source says`() async throws {
        try write(
            "a.xlsx", header: ["v.product", "v.subscription", "v.total"],
            cells: [["P1", "AS-9", "1.234,5"]], quantity: "1.234")
        var mapping = RowMapping(fields: fields)
        mapping.numbers = NumberFormat(decimal: UInt8(ascii: ","), grouping: UInt8(ascii: "."))
        mapping.fields["amount"] = FieldRule("v.total")
        let reading = try await bench.read("a.xlsx", mapping: mapping)
        #expect(reading.problems == [])
        #expect(reading.allRecords.map(\.quantity.description) == ["1.234"])
        #expect(reading.allRecords.map { $0.amount?.description } == ["1234.5"])
    }

    @Test
    func `a workbook without the columns says which sheet lacks which`() async throws {
        try write("a.xlsx", header: ["v.product"], cells: [])
        let reading = try await bench.read("a.xlsx", fields: ["product_id": "v.product"])
        #expect(
            bench.reason(in: reading)
                == "a.xlsx:1: sheet 'records': no column 'subscription_id'; 'fields' of the "
                + "source can map another name onto it")
    }
}
