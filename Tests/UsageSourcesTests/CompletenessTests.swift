import TestSupport
import Testing
import UsageModel
import UsageSources

/// When the files of a month are whole.
struct CompletenessTests {
    private let bench: SourceBench

    init() throws {
        bench = try SourceBench()
    }

    private func reason(
        _ completeness: Completeness, path: String = "{month}/*.csv",
        mapping: RowMapping = RowMapping(),
        at hours: Int64 = 0, memory: String? = "memory", product: ProductID = "P1"
    ) async throws -> String? {
        var configuration = FilesSourceConfiguration(
            name: "metering", pathTemplate: bench.folder.file(path), mapping: mapping)
        configuration.completeness = completeness
        let start = Timestamp("2026-11-02T00:00:00Z") ?? Timestamp(seconds: 0)
        let source = try FilesSource(
            configuration,
            memory: SourceMemory(folder: memory.map { bench.folder.file($0) }) {
                Timestamp(seconds: start.seconds + hours * 3600)
            })
        let reading = await source.read(
            UsageQuery(months: [SourceBench.october], products: [product]))
        return bench.reason(in: reading, product: product)
    }

    private func write(_ name: String, quantity: String = "1") throws {
        try bench.folder.write(name, SourceBench.file([SourceBench.line(quantity: quantity)]))
    }

    @Test
    func `a marker says that a month is whole`() async throws {
        try write("2026-10/a.csv")
        var completeness = Completeness()
        completeness.marker = bench.folder.file("{month}/{product}._SUCCESS")
        #expect(
            try await reason(completeness) == "the marker '2026-10/P1._SUCCESS' is not there yet")
        try bench.folder.write("2026-10/P1._SUCCESS", "")
        #expect(try await reason(completeness) == nil)
        #expect(
            try await reason(completeness, product: "P2")
                == "the marker '2026-10/P2._SUCCESS' is not there yet")
    }

    @Test
    func `a number of files is neither fewer nor more`() async throws {
        var completeness = Completeness()
        completeness.count = 2
        try write("2026-10/a.csv")
        #expect(try await reason(completeness) == "1 of 2 expected files are there")
        try write("2026-10/b.csv", quantity: "2")
        #expect(try await reason(completeness) == nil)
        try write("2026-10/c.csv", quantity: "3")
        #expect(try await reason(completeness) == "3 files are there, expected 2")
    }

    @Test
    func `each listed file must be there and be read`() async throws {
        var completeness = Completeness()
        completeness.files = ["{month}/eu-*.csv", "{month}/us.csv"].map(bench.folder.file)
        try write("2026-10/eu-1.csv")
        #expect(
            try await reason(completeness)
                == "the expected file '2026-10/us.csv' is not there yet")
        try write("2026-10/us.csv", quantity: "2")
        #expect(try await reason(completeness) == nil)
        #expect(
            try await reason(completeness, path: "{month}/eu*.csv")
                == "the expected file '2026-10/us.csv' is not among those of 'path'")
    }

    @Test
    func `files must be the same over two readings that lie far enough apart`() async throws {
        var completeness = Completeness()
        completeness.unchangedFor = .seconds(2 * 3600)
        let young = { (since: String) in
            "its files are the same since 2026-11-02T\(since):00:00Z only, expected for 2h"
        }
        try write("2026-10/a.csv")
        #expect(try await reason(completeness, at: 0) == young("00"))
        #expect(try await reason(completeness, at: 1) == young("00"))
        #expect(try await reason(completeness, at: 2) == nil)
        try write("2026-10/b.csv", quantity: "2")
        #expect(try await reason(completeness, at: 3) == young("03"))
        try write("2026-10/b.csv", quantity: "33")
        #expect(try await reason(completeness, at: 4) == young("04"))
        #expect(try await reason(completeness, at: 6) == nil)
        // A clock that was set back makes nothing older than it is.
        #expect(try await reason(completeness, at: 3) == young("03"))
    }

    @Test
    func `what cannot be remembered is not believed`() async throws {
        var completeness = Completeness()
        completeness.unchangedFor = .zero
        try write("2026-10/a.csv")
        #expect(
            try await reason(completeness, memory: nil)
                == "there is no folder to remember in what was seen")
        try bench.folder.write("memory/metering.json", "{")
        let damaged = try await reason(completeness)
        #expect(damaged?.hasPrefix("what was seen before cannot be read from 'memory/") == true)
        let taken = try await reason(completeness, memory: "2026-10/a.csv")
        #expect(taken?.hasPrefix("what was seen cannot be kept in '2026-10/a.csv/") == true)
    }

    @Test
    func `a field of every row attests that the usage is whole`() async throws {
        var mapping = RowMapping()
        mapping.attested = RowCondition("state", .isOneOf(["final"]))
        let write = { (states: [String]) in
            let lines = states.enumerated().map {
                SourceBench.line(quantity: "\($0.offset)") + ",\($0.element)"
            }
            try bench.folder.write(
                "2026-10/a.csv", SourceBench.file(lines, header: SourceBench.header + ",state"))
        }
        _ = try write(["final", "open"])
        #expect(
            try await reason(Completeness(), mapping: mapping)
                == "2026-10/a.csv:3: 'state' is 'open', expected 'final', so the usage is not "
                + "complete yet")
        _ = try write([])
        #expect(
            try await reason(Completeness(), mapping: mapping)
                == "2026-10/a.csv: it has no row whose 'state' could attest that it is complete")
        _ = try write(["final", "final"])
        #expect(try await reason(Completeness(), mapping: mapping) == nil)
    }
}
