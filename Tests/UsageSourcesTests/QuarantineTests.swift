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
                SourceProblem(file: "f", line: line, message: "bad"), product: "P1",
                month: SourceBench.october)
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
}
