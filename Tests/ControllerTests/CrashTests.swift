import ConnectSimulator
import Reconciliation
import TestSupport
import Testing
import UsageModel

/// A process may be killed at any point; the next one leaves one submitted file all the same.
struct CrashTests {
    enum Successor: String, Sendable, CaseIterable {
        /// Begins at once, with the ledger of the dead.
        case sameLedger
        /// Begins once the dead one's files were quiet long enough, knowing nothing.
        case freshLedger
    }

    /// Kills a controller at each ledger entry and each request, before and after it.
    @Test(arguments: Successor.allCases)
    func `a crash at any point leaves one submitted file`(_ successor: Successor) async throws {
        // 5 lists, 3 writes with two entries each and the lists between them, twice each.
        try await ReconcilerHarness.atEveryDeath(least: 30) {
            try await $0.reconcile()
        } then: { harness, tick in
            var second = harness
            if successor == .freshLedger {
                second.ledger = "second"
                harness.clock.advance(by: .seconds(660))
            }
            for _ in 0..<2 { try await second.reconcile() }
            harness.expectExactlyOneSubmittedFile(in: [harness.cell], "died at tick \(tick)")
        }
    }

    @Test func `a draft of a controller that died is waited for and then taken over`() async throws
    {
        try await ReconcilerHarness.with { harness in
            harness.transport.script(
                ScriptedFault(.unavailable, method: "POST", path: "/upload", times: 3))
            try await harness.reconcile()
            try #require(harness.statuses == ["draft"])

            var second = harness
            second.ledger = "second"
            let writes = harness.writes.count
            let early = try await second.reconcile()
            #expect(early[harness.cell]?.decision.reason == .takeover)
            #expect(early[harness.cell]?.decision.verb == .wait)
            #expect(early.verdict == .drift)
            #expect(early.findings.contains { $0.code == "ledger.fresh" })
            #expect(harness.writes.count == writes)

            harness.clock.advance(by: .seconds(660))
            try await second.reconcile()
            harness.expectExactlyOneSubmittedFile(in: [harness.cell])
            #expect(harness.writes[writes...].contains { $0.path.hasSuffix("/upload") })
        }
    }
}
