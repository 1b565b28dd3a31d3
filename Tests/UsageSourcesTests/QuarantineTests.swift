import TestSupport
import Testing
import UsageModel

@testable import UsageSources

/// What becomes of bad rows beyond those that are listed one by one.
struct QuarantineTests {
    private let scope = UsageScope(product: "P1", month: SourceBench.october)

    private func filled(_ bad: Int, listedAtMost: Int) -> Quarantine {
        var quarantine = Quarantine(listedAtMost: listedAtMost)
        quarantine.beginFile(units: [ReadingUnit(month: nil, product: nil)])
        for _ in 0..<(bad * BadRowRule.quarantinedAtMostOneIn) { quarantine.countRow() }
        for line in 1...bad {
            quarantine.take(
                QuarantinedRow(
                    problem: SourceProblem(file: "f", line: line, message: "bad"), product: "P1",
                    month: SourceBench.october))
        }
        return quarantine
    }

    @Test func `more bad rows than are listed make everything unknown`() {
        for (bad, statement) in [
            (3, UsageStatement.known), (4, .unknown("4 rows are bad, more than 3")),
        ] {
            var quarantine = filled(bad, listedAtMost: 3)
            var statements = [scope: UsageStatement.known]
            quarantine.judge(&statements)
            #expect(statements == [scope: statement])
            #expect(quarantine.rows.count == 3)
        }
    }

    @Test func `the first problems are told, and how many more there are`() {
        let quarantine = filled(9, listedAtMost: 5)
        let problems = quarantine.problems(atMost: 2).map(\.description)
        #expect(problems == ["f:1: bad", "f:2: bad", "7 more quarantined rows"])
        #expect(filled(2, listedAtMost: 5).problems(atMost: 2).count == 2)
    }

    /// Reads files in which P1 has 400 rows of October, another product one of September, and P1
    /// one of September that is bad, behind a row of October.
    private func readAcross(_ path: String, file: String) async throws -> (
        UsageReading, SourceBench
    ) {
        let bench = try SourceBench()
        let lines =
            [SourceBench.line(product: "P2", month: "2026-09")]
            + Array(repeating: SourceBench.line(), count: 400)
            + [SourceBench.line(quantity: "many", month: "2026-09")]
        try bench.folder.write(file, SourceBench.file(lines))
        var mapping = RowMapping()
        mapping.badRows = .quarantine
        let september = SourceBench.october.previous
        let reading = try await bench.read(
            path, months: [september, SourceBench.october], products: ["P1", "P2"],
            mapping: mapping)
        return (reading, bench)
    }

    @Test func `a bad row of a file that names no month is of the month of its start`() async throws
    {
        let (reading, bench) = try await readAcross("*.csv", file: "a.csv")
        let september = SourceBench.october.previous
        guard
            case .unknown(let why)? = reading.statements[
                UsageScope(product: "P1", month: september)]
        else {
            Issue.record("September is \(reading.statements)")
            return
        }
        #expect(why.hasPrefix("its only rows are bad, the first: "))
        #expect(bench.reason(in: reading) == nil)
        #expect(reading.quarantined.map(\.month) == [september])
        #expect(reading.counts.quarantined == 1)
    }

    @Test func `a bad row of a month's file is of that month`() async throws {
        let (reading, bench) = try await readAcross("{month}.csv", file: "2026-10.csv")
        #expect(bench.reason(in: reading) == nil)
        #expect(reading.quarantined.map(\.month) == [SourceBench.october])
    }
}
