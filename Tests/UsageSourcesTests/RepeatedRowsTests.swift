import TestSupport
import Testing
import UsageModel
import UsageSources

/// Which rows count as delivered twice.
struct RepeatedRowsTests {
    private let bench: SourceBench

    init() throws {
        bench = try SourceBench()
    }

    @Test(arguments: [
        ("an equal row in another file", ["a,"], ["a,"], ["b.csv:2 repeats the row a.csv:2"]),
        ("an equal row in one file", ["a,", "a,"], [], []),
        ("a row that differs", ["a,"], ["b,"], []),
        (
            "one id in two files", ["a,7"], ["b,7"],
            ["b.csv:2 repeats the record_id '7' of a.csv:2"]
        ),
        (
            "one id twice in a file", ["a,7", "b,7"], [],
            ["a.csv:3 repeats the record_id '7' of a.csv:2"]
        ),
        (
            "an equal row with one id", ["a,7"], ["a,7"],
            ["b.csv:2 repeats the record_id '7' of a.csv:2"]
        ),
        ("equal rows with ids of their own", ["a,7"], ["a,8"], []),
        (
            "the same file delivered again", ["a,", "b,"], ["a,", "b,"],
            ["b.csv:2 repeats the row a.csv:2", "b.csv:3 repeats the row a.csv:3"]
        ),
    ])
    func `rows that are delivered twice are listed`(
        reason: String, first: [String], second: [String], expected: [String]
    ) async throws {
        let lines = { (rows: [String]) in
            rows.map { "P1,S,M,1,2026-10-01 00:00:00,2026-10-01 01:00:00,\($0)" }
        }
        let header = SourceBench.header + ",record_note,record_id"
        try bench.folder.write("a.csv", SourceBench.file(lines(first), header: header))
        try bench.folder.write("b.csv", SourceBench.file(lines(second), header: header))
        let reading = try await bench.read("*.csv")
        let found = reading.rowsTwice.values.flatMap { $0 }
            .map { $0.description.replacing(bench.folder.path + "/", with: "") }
        #expect(found == expected, Comment(rawValue: reason))
        #expect(reading.allRecords.count == first.count + second.count)
    }

    @Test
    func `an equal row of another month or product is none`() async throws {
        try bench.folder.write("a.csv", SourceBench.file([SourceBench.line()]))
        try bench.folder.write(
            "b.csv",
            SourceBench.file([
                SourceBench.line(product: "P2"), SourceBench.line(month: "2026-11"),
            ]))
        let reading = try await bench.read(
            "*.csv", months: [SourceBench.october, SourceBench.november], products: ["P1", "P2"])
        #expect(reading.rowsTwice == [:])
    }
}
