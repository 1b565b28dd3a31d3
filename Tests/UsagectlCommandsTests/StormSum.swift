import ConnectSimulator
import Foundation
import Testing

/// What the storms of a suite came to, all together: a storm in which nothing happened shows
/// nothing.
actor StormSum {
    /// The sum of the suite that is running.
    @TaskLocal static var current = StormSum()

    private(set) var rounds = 0
    private(set) var ended = 0
    private(set) var killed = 0
    private(set) var writes = 0
    /// Writes of which a ledger knows that they were begun, and not how they ended.
    private(set) var openIntents = 0
    private(set) var faults: [FaultKind: Int] = [:]

    /// Adds runs by their exit codes.
    func add(_ codes: [Int32]) {
        killed += codes.count { $0 == SIGKILL }
        ended += codes.count { $0 != SIGKILL }
    }

    /// Adds what a world's platform was asked while it stormed.
    func add(_ requests: [LoggedRequest], rounds: Int) {
        self.rounds += rounds
        writes += requests.count { $0.method != "GET" }
        for fault in requests.compactMap(\.fault) { faults[fault, default: 0] += 1 }
    }

    func add(openIntents count: Int) { openIntents += count }

    /// What never happened, in words.
    var missing: [String] {
        // Uploads that are never done are too rare for a short run.
        let seldom: Set<FaultKind> = rounds < 100 ? [.stuck] : []
        let kinds = FaultKind.allCases.filter { faults[$0] == nil && !seldom.contains($0) }
        return kinds.map { "fault \($0.rawValue)" }
            + [
                ("killed", killed), ("ended", ended), ("writes", writes),
                ("writes without an outcome", openIntents),
            ].compactMap { name, count in count == 0 ? name : nil }
    }

    var text: String {
        let kinds = FaultKind.allCases.map { "\($0.rawValue) \(faults[$0] ?? 0)" }
        return "storm: \(rounds) rounds, \(killed) runs killed, \(ended) ended, \(writes) writes, "
            + "\(openIntents) without an outcome, "
            + "faults: \(kinds.joined(separator: ", "))"
    }
}

/// Demands of a suite's storms that they were storms.
struct CountsStorm: SuiteTrait, TestScoping {
    @concurrent
    func provideScope(
        for test: Test, testCase: Test.Case?,
        performing function: @concurrent @Sendable () async throws -> Void
    ) async throws {
        let sum = StormSum()
        try await StormSum.$current.withValue(sum) { try await function() }
        print(await sum.text)
        #expect(await sum.missing == [], "a storm in which these never happened shows nothing")
    }
}

extension Trait where Self == CountsStorm {
    static var countsStorm: CountsStorm { CountsStorm() }
}
