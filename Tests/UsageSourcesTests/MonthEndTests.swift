import TestSupport
import Testing
import UsageModel
import UsageSources

/// An end that is written as the first instant behind its month.
struct MonthEndTests {
    private let bench: SourceBench

    init() throws {
        bench = try SourceBench()
    }

    private func read(
        _ times: [String], _ change: (inout RowMapping) -> Void = { _ in }
    ) async throws -> UsageReading {
        try bench.folder.write("2026-10.csv", SourceBench.file(times.map { "P1,S,M,1,\($0)" }))
        var mapping = RowMapping()
        change(&mapping)
        return try await bench.read(
            "{month}.csv", months: [SourceBench.october, SourceBench.november], mapping: mapping)
    }

    @Test(arguments: [
        (MonthFrom.start, "2026-10-01 00:00:00", "2026-11-01 00:00:00"),
        (.start, "2026-10-31 23:00:00", "2026-11-01 02:00:00+02:00"),
        (.end, "2026-10-31 23:00:00", "2026-11-01 00:00:00"),
        (.end, "2026-09-20 00:00:00", "2026-11-01 00:00:00"),
        (.file, "2026-10-01 00:00:00", "2026-11-01 00:00:00"),
    ])
    func `an exclusive end becomes the month's last second`(
        rule: MonthFrom, start: String, end: String
    ) async throws {
        let reading = try await read([
            "\(start),\(end)", "2026-10-05 00:00:00,2026-10-05 23:59:59",
        ]) { $0.monthFrom = rule }
        #expect(reading.problems == [])
        #expect(reading.records.scopes.map(\.month) == [SourceBench.october])
        #expect(
            reading.allRecords.map(\.end.description) == [
                "2026-10-31T23:59:59Z", "2026-10-05T23:59:59Z",
            ])
        #expect(reading.allRecords.first?.start == Timestamp(start))
        #expect(
            reading.counts.notes == [
                "the ends of 1 of 2 rows, each the first instant of the next month, became their "
                    + "month's last second"
            ])
    }

    @Test(arguments: [
        // Wholly at the instant, of the month that begins with it.
        ("2026-11-01 00:00:00,2026-11-01 00:00:00", 10),
        ("2026-10-01 00:00:00,2026-11-01 00:00:01", 9),
        ("2026-10-01 00:00:00,2026-11-01 00:00:00.000001", 9),
        ("2026-10-01 00:00:00,2026-12-01 00:00:00", 9),
        ("2026-10-01 00:00:00,2026-10-31 23:59:59", 9),
    ])
    func `any other end stays as it is`(times: String, month: Int) async throws {
        let reading = try await read([times])
        #expect(reading.records.scopes.map(\.month) == [BillingMonth(index: 2026 * 12 + month)])
        #expect(
            reading.allRecords.map(\.end)
                == [Timestamp(String(times.split(separator: ",")[1]))].compactMap(\.self))
        #expect(reading.counts.notes == [])
    }

    /// What begins within the last second of a month must not end before it begins.
    @Test func `an end is never put before its start`() async throws {
        let reading = try await read(["2026-10-31 23:59:59.5,2026-11-01 00:00:00"])
        let record = try #require(reading.allRecords.first)
        #expect(record.start <= record.end)
        #expect(record.end < Timestamp(startOf: SourceBench.november.firstDay))
    }

    @Test func `a row that is clipped is counted once`() async throws {
        let reading = try await read(["2026-10-01 00:00:00,2026-11-01 00:00:00"]) {
            $0.clips = true
        }
        #expect(reading.allRecords.map(\.end.description) == ["2026-10-31T23:59:59Z"])
        #expect(reading.counts.notes == ["the times of 1 rows were moved into their month"])
    }

    @Test func `a sum reaches to the month's last second`() async throws {
        let rows =
            ["2026-10-01 00:00:00,2026-10-02 00:00:00"]
            + Array(
                repeating: "2026-10-31 00:00:00,2026-11-01 00:00:00", count: 2)
        let reading = try await read(rows) { $0.grouping = ["subscription_id", "item_mpn"] }
        #expect(reading.allRecords.map(\.end.description) == ["2026-10-31T23:59:59Z"])
        #expect(reading.counts.notes.last?.hasPrefix("the ends of 2 of 3 rows") == true)
    }
}
