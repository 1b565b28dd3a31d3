import NIOConcurrencyHelpers
import Reconciliation
import TestSupport
import Testing
import UsageModel

/// Two controllers with one identity and a ledger each, as after a restore or a mistake.
struct TwoControllersTests {
    /// The second one runs a whole cycle beside each request of the first, in turn.
    @Test func `a second controller that cuts in at any request makes no second submitted file`()
        async throws
    {
        var step = 0
        var cutIn = true
        while cutIn {
            cutIn = try await interleaved(at: step)
            step += 1
        }
        #expect(step > 20)
    }

    /// Whether the first controller got as far as the step.
    private func interleaved(at step: Int) async throws -> Bool {
        let wasReached = NIOLockedValueBox(false)
        try await ReconcilerHarness.with { harness in
            var second = harness
            second.ledger = "second"
            let other = second
            var first = harness
            first.beside = { number in
                guard number == step else { return }
                wasReached.withLockedValue { $0 = true }
                do { try await other.reconcile() } catch { Issue.record(error) }
            }
            try await first.reconcile()
            expectAtMostOneSubmitted(harness, "step \(step)")
            for _ in 0..<3 {
                harness.clock.advance(by: .seconds(660))
                try await harness.reconcile()
                try await other.reconcile()
            }
            harness.expectExactlyOneSubmittedFile(in: [harness.cell], "step \(step)")
        }
        return wasReached.withLockedValue(\.self)
    }

    @Test func `two controllers side by side make no second submitted file`() async throws {
        for round in 0..<8 {
            try await ReconcilerHarness.with(SimulatedAccount(contracts: 3)) { harness in
                var second = harness
                second.ledger = "second"
                let (one, two) = (harness, second)
                async let first = one.reconcile()
                async let other = two.reconcile()
                _ = try await (first, other)
                for _ in 0..<3 {
                    harness.clock.advance(by: .seconds(660))
                    try await one.reconcile()
                    try await two.reconcile()
                }
                harness.expectExactlyOneSubmittedFile(
                    in: (0..<3).map { harness.account.cell($0, 0, october) }, "round \(round)")
            }
        }
    }

    @Test func `two identities each leave the other's files alone`() async throws {
        try await ReconcilerHarness.with { harness in
            var second = harness
            second.ledger = "second"
            second.identity = ReconcilerHarness.name("others")
            try await harness.reconcile()
            let writes = harness.writes.count
            let report = try await second.reconcile()
            #expect(report[harness.cell]?.state == .inSync)
            #expect(report[harness.cell]?.files.map(\.owner) == [.foreign])
            #expect(harness.writes.count == writes)
        }
    }

    private func expectAtMostOneSubmitted(_ harness: ReconcilerHarness, _ comment: Comment) {
        #expect(harness.statuses.filter { $0 == "pending" }.count <= 1, comment)
    }
}
