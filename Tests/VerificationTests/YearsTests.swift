import Testing
import UsageModel
import Verification

/// Simulated years: no rule is broken, and the same seed gives the same life.
struct YearsTests {
    @Test func `no rule is broken in years of faults and people, and all of them come`()
        async throws
    {
        let coverage = try await withThrowingTaskGroup(of: YearsRun.self) { group in
            for seed in 1...Self.seeds {
                group.addTask { try YearsRun(YearsOptions(seed: seed, months: 12)) }
            }
            var sum = YearsCoverage()
            for try await run in group {
                if let violation = run.violation {
                    Issue.record("seed \(run.options.seed): \(violation)")
                }
                #expect(run.steps > 500)
                sum.merge(run.coverage)
            }
            return sum
        }
        // Not every reason can come in so few years: a longer run of 'simulate' demands them.
        let missing = coverage.missing.filter { !$0.hasPrefix("reason") }
        #expect(missing == [], "years in which these never come show nothing of them")
    }

    private static let seeds: UInt64 = 4

    @Test func `the same seed gives the same timeline`() throws {
        let options = YearsOptions(seed: 42, months: 6)
        let first = try YearsRun(options)
        #expect(try YearsRun(options).timeline == first.timeline)
        var other = options
        other.seed = 43
        #expect(try YearsRun(other).timeline != first.timeline)
    }

    @Test func `a protection that is off ends a run with its shortest prefix`() throws {
        let options = YearsOptions(seed: 3, months: 6)
        let run = try Protection.$off.withValue([.intentFirst]) { try YearsRun(options) }
        let violation = try #require(run.violation)
        #expect(violation.rule == .intentFirst)
        // Nothing that happened around it is needed for a write without an intent.
        #expect(run.coverage.seen.keys.allSatisfy { !$0.hasPrefix("incident") })
    }
}
