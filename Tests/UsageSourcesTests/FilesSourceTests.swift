import TestSupport
import Testing
import UsageModel
import UsageSources

/// When a files source knows a month, and when it cannot say.
struct FilesSourceTests {
    private let bench: SourceBench
    private let october = UsageScope(product: "P1", month: SourceBench.october)
    private let november = UsageScope(product: "P1", month: SourceBench.november)

    init() throws {
        bench = try SourceBench()
    }

    @Test
    func `with the month in the path its files are the whole statement`() async throws {
        try bench.folder.write("2026-10-a.csv", SourceBench.file([SourceBench.line()]))
        try bench.folder.write("2026-10-b.csv", SourceBench.file([SourceBench.line(quantity: "2")]))
        let reading = try await bench.read("{month}-*.csv", products: ["P1", "P2"])
        #expect(
            reading.statements == [
                october: .known, UsageScope(product: "P2", month: SourceBench.october): .known,
            ])
        #expect(reading.records.scopes == [october])
        #expect(try reading.records(of: october).map(\.quantity.description) == ["1", "2"])
        #expect(reading.problems == [])
        #expect(
            reading.files.map(\.path) == [
                bench.folder.file("2026-10-a.csv"), bench.folder.file("2026-10-b.csv"),
            ])
    }

    @Test
    func `a header without rows attests zero where the month is in the path`() async throws {
        try bench.folder.write("2026-10.csv", SourceBench.header + "\n")
        try bench.folder.write("2026-11.json", "[]")
        let reading = try await bench.read(
            "{month}.*", months: [SourceBench.october, SourceBench.november])
        #expect(reading.statements == [october: .known, november: .known])
        #expect(reading.records.isEmpty)
    }

    @Test(arguments: [
        ("no file for the month", "other.csv", "", "{month}.csv", "no file matches '2026-10.csv'"),
        (
            "an empty file", "2026-10.csv", "", "{month}.csv",
            "2026-10.csv: it has no header, so it says nothing, not even that there was no usage"
        ),
        (
            "an empty JSON file", "2026-10.jsonl", "\n", "{month}.jsonl",
            "2026-10.jsonl: it is empty, so it says nothing; a month without usage is '[]' in a "
                + ".json file"
        ),
        (
            "another format", "2026-10.txt", "x", "{month}.*",
            "2026-10.txt: the ending 'txt' is unknown, expected .csv, .jsonl, .json or "
                + ".xlsx, or one of the first three with .gz"
        ),
        (
            "no record of the month", "all.csv",
            SourceBench.file([SourceBench.line(month: "2026-09")]), "*.csv",
            "no record of 2026-10 in the 1 file of '*.csv'"
        ),
        (
            "a header alone without a month in the path", "all.csv", SourceBench.header, "*.csv",
            "no record of 2026-10 in the 1 file of '*.csv'"
        ),
        (
            "a bad row", "2026-10.csv",
            SourceBench.file([SourceBench.line(), SourceBench.line(quantity: "\"1,5\"")]),
            "{month}.csv",
            "2026-10.csv:3: 'quantity' is '1,5', expected a decimal number with a point and no "
                + "grouping, such as 1234.5, of up to 38 digits"
        ),
    ])
    func `what a source cannot say is unknown`(
        reason: String, file: String, content: String, path: String, message: String
    ) async throws {
        try bench.folder.write(file, content)
        let reading = try await bench.read(path)
        #expect(bench.reason(in: reading) == message, Comment(rawValue: reason))
    }

    @Test
    func `a bad row makes its month unknown and no other, and the good rows stay`() async throws {
        let bad = SourceBench.file([SourceBench.line(), "P1,,M,1,2026-10-01,2026-10-01"])
        try bench.folder.write("2026-10.csv", bad)
        try bench.folder.write("2026-11.csv", SourceBench.file([]))
        let reading = try await bench.read(
            "{month}.csv", months: [SourceBench.october, SourceBench.november],
            products: ["P1", "P2"])
        #expect(bench.reason(in: reading) == "2026-10.csv:3: 'subscription_id' is empty")
        #expect(bench.reason(in: reading, product: "P2") != nil)
        #expect(reading.statements[november] == .known)
        #expect(reading.records.count(of: october) == 1)
        #expect(reading.problems.map(\.line) == [3])
    }

    @Test
    func `a bad row makes only its product unknown where that is in the path`() async throws {
        try bench.folder.write("2026-10/P1.csv", SourceBench.file(["x"]))
        try bench.folder.write("2026-10/P2.csv", SourceBench.file([]))
        let reading = try await bench.read("{month}/{product}.csv", products: ["P1", "P2", "P3"])
        #expect(
            bench.reason(in: reading) == "2026-10/P1.csv:2: 1 fields, expected 6 as in the header")
        #expect(bench.reason(in: reading, product: "P2") == nil)
        #expect(bench.reason(in: reading, product: "P3") == "no file matches '2026-10/P3.csv'")
    }

    @Test
    func `with neither in the path a bad row makes every month unknown`() async throws {
        try bench.folder.write(
            "a.csv",
            SourceBench.file([
                SourceBench.line(), SourceBench.line(month: "2026-11"),
            ]))
        try bench.folder.write("b.csv", SourceBench.file(["broken"]))
        let reading = try await bench.read(
            "*.csv", months: [SourceBench.october, SourceBench.november])
        let message = "\(bench.folder.path)/b.csv:2: 1 fields, expected 6 as in the header"
        #expect(reading.statements == [october: .unknown(message), november: .unknown(message)])
        #expect(reading.allRecords.count == 2)
    }

    @Test
    func `without a month in the path a mentioned month is whole for every product`() async throws {
        try bench.folder.write("a.csv", SourceBench.file([SourceBench.line()]))
        let reading = try await bench.read("a.csv", products: ["P1", "P2"])
        #expect(Set(reading.statements.values) == [.known])
    }

    @Test
    func `products that nobody asked for are kept, other months are counted`() async throws {
        try bench.folder.write(
            "a.csv",
            SourceBench.file([
                SourceBench.line(product: "P9"), SourceBench.line(),
                SourceBench.line(month: "2026-11"),
            ]))
        let reading = try await bench.read("a.csv")
        #expect(reading.records.scopes.map(\.product) == ["P1", "P9"])
        #expect(reading.recordsOfOtherMonths == [SourceBench.november: 1])
        #expect(reading.statements.count == 1)
    }

    @Test
    func `months of several files are noted for each of them`() async throws {
        try bench.folder.write("P1.csv", SourceBench.file([SourceBench.line()]))
        try bench.folder.write(
            "P2.csv",
            SourceBench.file([
                SourceBench.line(month: "2026-09"), SourceBench.line(product: "P2"),
            ]))
        let reading = try await bench.read("{product}.csv", products: ["P1", "P2"])
        #expect(Set(reading.statements.values) == [.known])
    }

    @Test(arguments: [
        (MonthFrom.start, "2026-10-31 23:00:00", "2026-11-01 01:00:00", 9),
        (.end, "2026-10-31 23:00:00", "2026-11-01 01:00:00", 10),
        (.end, "2026-10-31 23:00:00", "2026-11-01 00:00:00", 9),
        (.end, "2026-11-01 00:00:00", "2026-11-01 00:00:00", 10),
        (.file, "2026-11-05 00:00:00", "2026-11-06 00:00:00", 9),
    ])
    func `a record belongs to the month that the rule says`(
        rule: MonthFrom, start: String, end: String, month: Int
    ) async throws {
        try bench.folder.write("2026-10.csv", SourceBench.file(["P1,S,M,1,\(start),\(end)"]))
        let expected = BillingMonth(index: 2026 * 12 + month)
        let reading = try await bench.read(
            "{month}.csv", months: [SourceBench.october, SourceBench.november], monthFrom: rule)
        #expect(reading.records.scopes.map(\.month) == [expected])
    }

    @Test
    func `a file that two products' paths match is read once`() async throws {
        try bench.folder.write("P1P2.csv", SourceBench.file([SourceBench.line()]))
        let reading = try await bench.read("*{product}*.csv", products: ["P1", "P2"])
        #expect(reading.files.count == 1)
        #expect(reading.allRecords.count == 1)
        #expect(reading.rowsTwice == [:])
    }

    @Test
    func `another month's file under a month's name attests nothing`() async throws {
        try bench.folder.write(
            "2026-10.csv", SourceBench.file([SourceBench.line(month: "2026-09")]))
        let reading = try await bench.read("{month}.csv")
        #expect(reading.statements[october] == nothing("2026-10.csv"))
    }

    @Test
    func `another product's rows in a product's file attest nothing`() async throws {
        for path in ["{product}.csv", "{month}-{product}.csv"] {
            let name = path.replacing("{month}", with: "2026-10").replacing("{product}", with: "P1")
            try bench.folder.write(name, SourceBench.file([SourceBench.line(product: "P2")]))
            let statement = try await bench.read(path).statements[october]
            #expect(statement == nothing(name))
        }
    }

    private func nothing(_ name: String) -> UsageStatement {
        .unknown("no record of 2026-10 in the 1 file of '\(bench.folder.file(name))'")
    }

    @Test
    func `rows of another month than their file's are told`() async throws {
        try bench.folder.write(
            "2026-10.csv",
            SourceBench.file([SourceBench.line(), SourceBench.line(month: "2026-09")]))
        let reading = try await bench.read("{month}.csv")
        #expect(reading.counts.notes == ["1 of 2 rows are of other months than their file's"])
        // A file of many months has none of its own.
        try bench.folder.write(
            "a.csv", SourceBench.file([SourceBench.line(), SourceBench.line(month: "2026-09")]))
        #expect(try await bench.read("a.csv").counts.notes == [])
    }

    @Test(arguments: [
        ("a.jsonl", RowCondition("state", .isOneOf(["final"])), false),
        ("a.json", RowCondition("state", .isNoneOf(["test"])), false),
        ("a.json", RowCondition("state", .isNotEmpty), false),
        ("a.json", RowCondition("state", .isEmpty), true),
    ])
    func `a condition on a column that no JSON row has makes the month unknown`(
        name: String, condition: RowCondition, isKnown: Bool
    ) async throws {
        let row = """
            {"product_id":"P1","subscription_id":"A","item_mpn":"M","quantity":1,\
            "start_time_utc":"2026-10-05","end_time_utc":"2026-10-05"}
            """
        let array = name == "a.json"
        try bench.folder.write("2026-10" + name, array ? "[\(row)]" : row)
        var mapping = RowMapping()
        mapping.filters = [condition]
        let reading = try await bench.read("{month}" + name, mapping: mapping)
        #expect(
            bench.reason(in: reading)
                == (isKnown
                    ? nil
                    : "2026-10\(name): no row has 'state', which 'where' needs; the rows have "
                        + "'end_time_utc', 'item_mpn', 'product_id', 'quantity', "
                        + "'start_time_utc', 'subscription_id'"))
        // Without rows nothing is missed, and a null is a column without a value.
        let null = row.dropLast() + ",\"state\":null}"
        for text in [array ? "[]" : "\n", array ? "[\(null)]" : String(null)] where text != "\n" {
            try bench.folder.write("2026-10" + name, text)
            let other = try await bench.read("{month}" + name, mapping: mapping)
            #expect(bench.reason(in: other) == nil)
        }
    }

    @Test
    func `a product whose id cannot stand in a path is unknown`() async throws {
        let reading = try await bench.read("{product}.csv", products: ["../P1"])
        #expect(
            bench.reason(in: reading, product: "../P1")
                == "the product id '../P1' cannot stand in a path")
    }

    @Test
    func `glob letters of a product stand for themselves`() async throws {
        try bench.folder.write("P1.csv", SourceBench.file([SourceBench.line()]))
        let reading = try await bench.read("{product}.csv", products: ["P*", "P1"])
        #expect(bench.reason(in: reading, product: "P*") == "no file matches 'P*.csv'")
        #expect(bench.reason(in: reading) == nil)
    }

    @Test
    func `a file that cannot be opened makes its month unknown`() async throws {
        try bench.folder.write("2026-10.xlsx", "no workbook")
        let reading = try await bench.read("{month}.xlsx")
        #expect(try #require(bench.reason(in: reading)).contains("it is no XLSX file"))
    }

    @Test
    func `the digest of each file is that of its bytes`() async throws {
        try bench.folder.write("a.json", "[]")
        let reading = try await bench.read("a.json")
        #expect(
            reading.files == [
                SourceFile(
                    path: bench.folder.file("a.json"), bytes: 2,
                    sha256: "4f53cda18c2baa0c0354bb5f9a3ecbe5ed12ab4d8e11ba873c2f11161202b945")
            ])
    }

    @Test
    func `many problems are counted and the first is named`() async throws {
        try bench.folder.write("a.csv", SourceBench.file(Array(repeating: "x", count: 30)))
        let reading = try await bench.read("a.csv")
        #expect(
            bench.reason(in: reading)
                == "a.csv:2: 1 fields, expected 6 as in the header (and 29 more)")
        #expect(reading.problems.count == 21)
        #expect(reading.problems.last?.message == "10 more problems")
    }
}
