import Testing
import UsageModel
import Verification

/// Simulated years: no rule is broken, and the same seed gives the same life.
struct YearsTests {
    @Test(arguments: 1...3)
    func `no rule is broken in a year of faults and people`(_ seed: UInt64) async throws {
        let run = try YearsRun(YearsOptions(seed: seed, months: 12))
        if let violation = run.violation { Issue.record("seed \(seed): \(violation)") }
        #expect(run.steps > 500)
        await Task.yield()
    }

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
