import TestSupport
import Testing
import UsageModel
import UsageSources

/// Which sheet of a workbook is read.
struct SheetChoiceTests {
    private let bench: SourceBench

    init() throws {
        bench = try SourceBench()
    }

    private static let usage = [SourceBench.header, SourceBench.line(subscription: "AS-1")]
    private static let more = [SourceBench.header, SourceBench.line(subscription: "AS-2")]

    private func read(
        _ sheets: [(String, [String])], sheet: String? = nil
    ) async throws -> UsageReading {
        try SheetBench.write(
            sheets.map { SheetBench.sheet($0.0, lines: $0.1) }, to: bench.folder.file("a.xlsx"))
        var configuration = FilesSourceConfiguration(
            name: "metering", pathTemplate: bench.folder.file("a.xlsx"))
        configuration.sheet = sheet
        return await (try FilesSource(configuration)).read(
            UsageQuery(months: [SourceBench.october], products: ["P1"]))
    }

    @Test(arguments: [
        more, [more[0]],
        // Whichever was meant, this one has a header of usage too.
        [more[0] + ",quantity", more[1] + ",1"],
    ])
    func `a second sheet that fits is not dropped in silence`(second: [String]) async throws {
        for sheets in [
            [("October", Self.usage), ("Late", second)],
            [("Cover", ["a report"]), ("October", Self.usage), ("x", []), ("Late", second)],
        ] {
            let reading = try await read(sheets)
            #expect(
                bench.reason(in: reading)
                    == "a.xlsx: several sheets have a header of usage, 'October' and 'Late'; say "
                    + "by 'sheet' of the source which one it is")
            #expect(reading.allRecords.isEmpty)
        }
        let chosen = try await read(
            [("October", Self.usage), ("Late", second)], sheet: "October")
        #expect(bench.reason(in: chosen) == nil)
        #expect(chosen.allRecords.map(\.subscription) == ["AS-1"])
    }

    @Test func `other sheets do not count, whatever they are`() async throws {
        let reading = try await read([
            ("Cover", ["a report"]), ("October", Self.usage), ("Sums", ["product_id,quantity"]),
            ("Empty", []),
        ])
        #expect(bench.reason(in: reading) == nil)
        #expect(reading.allRecords.map(\.subscription) == ["AS-1"])
        #expect(reading.allRecords.map(\.origin.line) == [2])
    }

    @Test func `a part behind the usage that is no sheet of cells is no second one`()
        async throws
    {
        try SheetBench.write(
            [
                SheetBench.sheet("October", lines: Self.usage),
                ("Chart", "<chartsheet><drawing/></chartsheet>"),
            ], to: bench.folder.file("a.xlsx"))
        let reading = try await bench.read("a.xlsx")
        #expect(bench.reason(in: reading) == nil)
        #expect(reading.allRecords.count == 1)
    }

    @Test func `a sheet that cannot be read may be a second one`() async throws {
        try SheetBench.write(
            [SheetBench.sheet("October", lines: Self.usage), ("Late", "<worksheet")],
            to: bench.folder.file("a.xlsx"))
        let reading = try await bench.read("a.xlsx")
        #expect(bench.reason(in: reading)?.contains("Late") == true)
    }
}
