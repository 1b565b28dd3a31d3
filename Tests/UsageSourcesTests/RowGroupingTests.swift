import TestSupport
import Testing
import UsageModel
import UsageSources

/// Rows that are summed into one record, renamed, clipped or set aside.
struct RowGroupingTests {
    private let bench: SourceBench
    private let october = UsageScope(product: "P1", month: SourceBench.october)

    init() throws {
        bench = try SourceBench()
    }

    private static let header = SourceBench.header + ",amount,tier,record_note"

    private func row(
        _ subscription: String, _ quantity: String, _ rest: String, day: Int = 5
    ) -> String {
        "P1,\(subscription),M,\(quantity),2026-10-0\(day) 00:00:00,2026-10-0\(day) 01:00:00,\(rest)"
    }

    private func grouping(_ names: String...) -> RowMapping {
        var mapping = RowMapping()
        mapping.grouping = names
        return mapping
    }

    @Test
    func `rows with equal keys are summed exactly and counted`() async throws {
        try bench.folder.write(
            "2026-10-a.csv",
            SourceBench.file(
                [
                    row("A", "0.1", "1.1,0,x"), row("B", "5", "1,0,y"),
                    row("A", "0.2", "2.2,0,z", day: 3),
                ],
                header: Self.header))
        try bench.folder.write(
            "2026-10-b.csv",
            SourceBench.file([row("A", "0.3", "-0.3,0,x", day: 9)], header: Self.header))
        let reading = try await bench.read(
            "{month}-*.csv", mapping: grouping("subscription_id", "item_mpn"))
        let records = reading.allRecords
        #expect(records.map(\.quantity.description) == ["0.6", "5"])
        #expect(records.map { $0.amount?.description } == ["3", "1"])
        #expect(records.map(\.note) == [nil, "y"])
        #expect(records.map(\.origin.rows) == [3, 1])
        #expect(records.first?.origin.description.hasSuffix("2026-10-a.csv:2 and 2 more") == true)
        #expect(records.first?.start.description == "2026-10-03T00:00:00Z")
        #expect(records.first?.end.description == "2026-10-09T01:00:00Z")
        #expect(reading.counts.summed == 4)
        #expect(reading.counts.groups == 2)
        #expect(reading.rowsTwice == [:])
    }

    @Test(arguments: [["Disks", ""], ["", "Disks"], ["Disks", "Stores"], ["Stores", "Disks"]])
    func `rows of a group may name their category differently`(_ names: [String]) async throws {
        try bench.folder.write(
            "2026-10.csv",
            SourceBench.file(
                names.map { row("A", "1", "c,\($0)") },
                header: SourceBench.header + ",category_id,category_name"))
        let reading = try await bench.read("{month}.csv", mapping: grouping("subscription_id"))
        #expect(reading.allRecords.map(\.quantity.description) == ["2"])
        #expect(reading.allRecords.map(\.categoryName) == ["Disks"])
    }

    @Test func `the name of a category without its id is left out`() async throws {
        try bench.folder.write(
            "2026-10.csv",
            SourceBench.file(
                [row("A", "1", "Disks")], header: SourceBench.header + ",category_name"))
        let reading = try await bench.read("{month}.csv")
        #expect(reading.problems == [] && reading.allRecords.map(\.categoryName) == [nil])
    }

    @Test func `a column that is asked for is not the name of a category besides`() async throws {
        try bench.folder.write(
            "2026-10.csv",
            SourceBench.file(
                [row("A", "1", "c,Disks")],
                header: SourceBench.header + ",category_id,category_name"))
        let mapping = RowMapping(fields: ["record_note": "category_name"])
        let reading = try await bench.read("{month}.csv", mapping: mapping)
        #expect(reading.allRecords.map(\.note) == ["Disks"])
        #expect(reading.allRecords.map(\.categoryName) == [nil])
    }

    @Test
    func `a constant quantity stays what it is`() async throws {
        try bench.folder.write(
            "2026-10.csv",
            SourceBench.file([row("A", "7", "1,,"), row("A", "8", "2,,")], header: Self.header))
        var mapping = grouping("subscription_id")
        mapping.fields["quantity"] = FieldRule(.constant("1"))
        let reading = try await bench.read("{month}.csv", mapping: mapping)
        #expect(reading.allRecords.map(\.quantity.description) == ["1"])
        #expect(reading.allRecords.map { $0.amount?.description } == ["3"])
    }

    @Test(arguments: [
        (
            "1,0,", "1,1,",
            "'tier' is '1', and '0' in 2026-10.csv:2 of the same group; add it to 'group'"
        ),
        ("1,0,", ",0,", "of a group with 2026-10.csv:2 one row has an amount and another has none"),
    ])
    func `what is neither key nor sum must agree`(
        first: String, second: String, message: String
    ) async throws {
        try bench.folder.write(
            "2026-10.csv",
            SourceBench.file([row("A", "1", first), row("A", "1", second)], header: Self.header))
        let reading = try await bench.read("{month}.csv", mapping: grouping("subscription_id"))
        #expect(bench.reason(in: reading) == "2026-10.csv:3: \(message)")
    }

    @Test
    func `a file that came twice is found although its rows are summed`() async throws {
        for name in ["2026-10.csv", "2026-10 (1).csv"] {
            try bench.folder.write(
                name,
                SourceBench.file([row("A", "1", "1,,"), row("A", "2", "1,,")], header: Self.header))
        }
        let reading = try await bench.read("{month}*.csv", mapping: grouping("subscription_id"))
        #expect(reading.rowsTwice[october]?.count == 2)
        #expect(
            reading.rowsTwice[october]?.first?.description.replacing(
                bench.folder.path + "/", with: "")
                == "2026-10.csv:2 repeats the row 2026-10 (1).csv:2")
    }

    @Test
    func `groups belong to the months of their rows' files where files say the month`()
        async throws
    {
        for month in ["2026-10", "2026-11"] {
            try bench.folder.write(
                "\(month).csv",
                SourceBench.file([
                    "P1,A,M,1,2026-12-01 00:00:00,2026-12-01 01:00:00",
                    "P1,A,M,2,2026-12-02 00:00:00,2026-12-02 01:00:00",
                ]))
        }
        var mapping = grouping("subscription_id")
        mapping.monthFrom = .file
        let reading = try await bench.read(
            "{month}.csv", months: [SourceBench.october, SourceBench.november], mapping: mapping)
        #expect(
            reading.records.scopes.map(\.month) == [SourceBench.october, SourceBench.november])
        #expect(reading.allRecords.map(\.quantity.description) == ["3", "3"])
    }

    @Test
    func `a record id that stands twice in one file is found although its rows are summed`()
        async throws
    {
        let lines = ["r1", "r2", "r1"].map { SourceBench.line() + ",\($0)" }
        try bench.folder.write(
            "2026-10.csv", SourceBench.file(lines, header: SourceBench.header + ",record_id"))
        let reading = try await bench.read("{month}.csv", mapping: grouping("subscription_id"))
        #expect(reading.rowsTwice[october]?.map(\.recordID) == ["r1"])
        // Equal rows without an id are what a meter may say twice in one file.
        try bench.folder.write(
            "2026-10.csv", SourceBench.file([SourceBench.line(), SourceBench.line()]))
        let plain = try await bench.read("{month}.csv", mapping: grouping("subscription_id"))
        #expect(plain.rowsTwice == [:])
    }

    @Test
    func `many repeats of one product do not hide those of another`() async throws {
        let many = RowTwice.listedAtMost + 5
        let lines =
            Array(repeating: SourceBench.line() + ",r", count: many + 1)
            + Array(repeating: SourceBench.line(product: "P2") + ",r", count: 2)
        let header = SourceBench.header + ",record_id"
        try bench.folder.write("2026-10-a.csv", SourceBench.file(lines, header: header))
        try bench.folder.write("2026-10-b.csv", SourceBench.file([], header: header))
        let reading = try await bench.read(
            "{month}-*.csv", products: ["P1", "P2"], mapping: grouping("subscription_id"))
        #expect(reading.rowsTwice[october]?.count == RowTwice.listedAtMost)
        let other = UsageScope(product: "P2", month: SourceBench.october)
        #expect(reading.rowsTwice[other]?.count == 1)
    }

    @Test
    func `groups do not cross months`() async throws {
        let lines = ["2026-10-31", "2026-11-01"].map { "P1,A,M,1,\($0) 00:00:00,\($0) 00:10:00" }
        try bench.folder.write("a.csv", SourceBench.file(lines))
        let reading = try await bench.read(
            "a.csv", months: [SourceBench.october, SourceBench.november],
            mapping: grouping("subscription_id"))
        #expect(reading.records.scopes.count == 2)
        let one = try await bench.read("a.csv", mapping: grouping("subscription_id"))
        #expect(one.records.scopes.count == 1)
        #expect(one.recordsOfOtherMonths == [SourceBench.november: 1])
        #expect(one.counts.ofOtherMonths == 1)
    }

    @Test
    func `subscriptions are renamed by a map and a file`() async throws {
        let table = try bench.folder.write("names.csv", "to,from\nAS-2,B\nAS-3,C\n")
        try bench.folder.write(
            "2026-10.csv",
            SourceBench.file(["A", "B", "D"].map { SourceBench.line(subscription: $0) }))
        var mapping = RowMapping()
        mapping.renames = RenameRule(names: ["A": "AS-1"], file: table)
        let reading = try await bench.read("{month}.csv", mapping: mapping)
        #expect(reading.allRecords.map(\.subscription) == ["AS-1", "AS-2", "D"])
        #expect(reading.files.map(\.path).contains(table))
        mapping.renames?.otherwise = .refuse
        let strict = try await bench.read("{month}.csv", mapping: mapping)
        #expect(
            bench.reason(in: strict)
                == "2026-10.csv:4: the subscription 'D' is not in the rename table")
    }

    @Test(arguments: [
        ("from,to\nA,B\nA,C\n", ":3: 'A' stands twice with different names"),
        ("a,b\n", ":1: expected a header with the columns 'from' and 'to'"),
        ("from,to\nA,\n", ":2: 'from' or 'to' is empty"),
        ("", ": it has no header with 'from' and 'to'"),
    ])
    func `a rename file that cannot be read makes everything unknown`(
        content: String, message: String
    ) async throws {
        let table = try bench.folder.write("names.csv", content)
        try bench.folder.write("2026-10.csv", SourceBench.file([SourceBench.line()]))
        var mapping = RowMapping()
        mapping.renames = RenameRule(file: table)
        let reading = try await bench.read("{month}.csv", mapping: mapping)
        #expect(bench.reason(in: reading) == "names.csv" + message)
    }

    @Test
    func `times outside the month are moved into it`() async throws {
        try bench.folder.write(
            "2026-10.csv",
            SourceBench.file([
                "P1,A,M,1,2026-09-15 00:00:00,2026-11-14 23:59:59", SourceBench.line(),
            ]))
        var mapping = RowMapping(monthFrom: .file)
        mapping.clips = true
        let reading = try await bench.read("{month}.csv", mapping: mapping)
        #expect(reading.allRecords.first?.start.description == "2026-10-01T00:00:00Z")
        #expect(reading.allRecords.first?.end.description == "2026-10-31T23:59:59Z")
        #expect(reading.counts.clipped == 1)
        try bench.folder.write(
            "2026-10.csv", SourceBench.file(["P1,A,M,1,2026-09-15 00:00:00,2026-09-16 00:00:00"]))
        let outside = try await bench.read("{month}.csv", mapping: mapping)
        // A charge of an earlier month that a file makes up for is usage of the file's month.
        #expect(outside.allRecords.first?.start.description == "2026-10-01T00:00:00Z")
        #expect(outside.allRecords.first?.end.description == "2026-10-31T23:59:59Z")
        #expect(outside.counts.clipped == 1)
    }

    @Test(arguments: [
        ("2026-10-31 23:59:59.5", "2026-10-31 23:59:59.9", "2026-10-31T23:59:59Z"),
        ("2026-10-31 23:59:59.5", "2026-11-01 00:00:00", "2026-10-31T23:59:59Z"),
        ("2026-09-01 00:00:00", "2026-10-01 00:00:00", "2026-10-01T00:00:00Z"),
        ("2026-11-01 00:00:00", "2026-11-02 00:00:00", "2026-10-01T00:00:00Z"),
    ])
    func `what lies within the month's last second is of the month, what ends as it begins is not`(
        start: String, end: String, clipped: String
    ) async throws {
        try bench.folder.write("2026-10.csv", SourceBench.file(["P1,A,M,1,\(start),\(end)"]))
        var mapping = RowMapping(monthFrom: .file)
        mapping.clips = true
        let record = try await bench.read("{month}.csv", mapping: mapping).allRecords.first
        #expect(record?.start.description == clipped)
        #expect(record?.end.description == "2026-10-31T23:59:59Z")
    }

    @Test(arguments: [(199, 1, true), (198, 1, false), (398, 2, true)])
    func `bad rows are quarantined up to one in two hundred`(
        good: Int, bad: Int, isKnown: Bool
    ) async throws {
        let lines =
            Array(repeating: SourceBench.line(), count: good)
            + Array(repeating: SourceBench.line(quantity: "many"), count: bad)
        try bench.folder.write("2026-10.csv", SourceBench.file(lines))
        var mapping = RowMapping()
        mapping.badRows = .quarantine
        let reading = try await bench.read("{month}.csv", mapping: mapping)
        #expect((bench.reason(in: reading) == nil) == isKnown)
        #expect(reading.quarantined.count == bad)
        #expect(reading.quarantined.first?.problem.line == good + 2)
        #expect(reading.quarantined.first?.product == "P1")
        #expect(reading.quarantined.first?.month == SourceBench.october)
        #expect(reading.allRecords.count == good)
    }

    @Test
    func `a product whose only rows are bad is unknown, however good another's are`()
        async throws
    {
        let lines =
            Array(repeating: SourceBench.line(), count: 400)
            + [SourceBench.line(product: "P2", quantity: "many")]
        try bench.folder.write("2026-10.csv", SourceBench.file(lines))
        var mapping = RowMapping()
        mapping.badRows = .quarantine
        let reading = try await bench.read(
            "{month}.csv", products: ["P1", "P2", "P3"], mapping: mapping)
        #expect(bench.reason(in: reading) == nil)
        #expect(bench.reason(in: reading, product: "P3") == nil)
        #expect(
            bench.reason(in: reading, product: "P2")
                == "its only rows are bad, the first: 2026-10.csv:402: 'quantity' is 'many', "
                + "expected a decimal number with a point and no grouping, such as 1234.5, of up "
                + "to 38 digits")
    }

    @Test
    func `a file that is broken is not quarantined`() async throws {
        try bench.folder.write("2026-10.csv", SourceBench.file([SourceBench.line(), "\"open"]))
        var mapping = RowMapping()
        mapping.badRows = .quarantine
        let reading = try await bench.read("{month}.csv", mapping: mapping)
        #expect(bench.reason(in: reading) == "2026-10.csv:3: a quoted field is not closed")
    }

    @Test
    func `random rows are each counted in exactly one place`() async throws {
        var random = SeededGenerator(seed: 5)
        for round in 0..<40 {
            var expected = (left: 0, other: 0, bad: 0)
            let lines = (0..<60).map { _ in
                switch Int.random(in: 0..<8, using: &random) {
                case 0:
                    expected.left += 1
                    return SourceBench.line(mpn: "drop")
                case 1:
                    expected.other += 1
                    return SourceBench.line(month: "2026-08")
                case 2:
                    expected.bad += 1
                    return SourceBench.line(quantity: "x")
                default:
                    let name = ["A", "B", "C"].randomElement(using: &random) ?? ""
                    return SourceBench.line(subscription: name, quantity: random.decimal())
                }
            }
            try bench.folder.write("a.csv", SourceBench.file(lines))
            var mapping = round % 2 == 0 ? grouping("subscription_id") : RowMapping()
            mapping.filters = [RowCondition("item_mpn", .isNoneOf(["drop"]))]
            mapping.badRows = round % 3 == 0 ? .quarantine : .hold
            let reading = try await bench.read("a.csv", mapping: mapping)
            let counts = reading.counts
            #expect(counts.rows == 60)
            #expect(counts.leftOut == expected.left)
            #expect(counts.ofOtherMonths == expected.other)
            #expect(counts.bad + counts.quarantined == expected.bad)
            let inRecords = reading.allRecords.map(\.origin.rows).reduce(0, +)
            #expect(counts.single + counts.summed == inRecords)
        }
    }
}
