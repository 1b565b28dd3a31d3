import Testing
import Verification

/// What the starting states of a run of tests came to, all together.
actor ExplorationSum {
    /// The sum of the suite that is running.
    @TaskLocal static var current = ExplorationSum()

    private(set) var counts = ExplorationCounts()
    private var states: Set<String> = []
    /// Whether every starting state was explored: a run of some of them has no sum to speak of.
    var isWhole: Bool { states == Set(StartingState.all.map(\.name)) }

    func add(_ explored: ExplorationCounts, of state: String) {
        counts = counts + explored
        states.insert(state)
    }

    static var settings: Int {
        StartingState.all.reduce(0) { $0 + ExhaustionPlan.everyDay.settings(of: $1).count }
    }
}

/// Holds the sum of a suite against the figures in README.md, once its last test has ended.
struct ReadMeHoldsFigures: SuiteTrait, TestScoping {
    @concurrent
    func provideScope(
        for test: Test, testCase: Test.Case?,
        performing function: @concurrent @Sendable () async throws -> Void
    ) async throws {
        let sum = ExplorationSum()
        try await ExplorationSum.$current.withValue(sum) { try await function() }
        guard await sum.isWhole else { return }
        let explored = ExhaustionFigures(
            states: StartingState.all.count, settings: ExplorationSum.settings,
            counts: await sum.counts)
        #expect(
            ExhaustionFigures.ofReadMe == explored,
            "README.md, 'What it promises', must say: \(explored)")
    }
}

extension Trait where Self == ReadMeHoldsFigures {
    static var readMeHoldsFigures: ReadMeHoldsFigures { ReadMeHoldsFigures() }
}
