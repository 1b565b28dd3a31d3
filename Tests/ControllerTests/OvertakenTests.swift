import Ledger
import NIOConcurrencyHelpers
import TestSupport
import Testing
import UsageModel

@testable import UsagectlCommands

/// What a person takes back while a cycle is under way is heard before the next write.
struct OvertakenTests {
    private static let policy = "months: {since: 2026-10}\nlimits: {firstFile: approve}"

    @Test func `an approval that is revoked at any request lets nothing more be written`()
        async throws
    {
        var ends: Set<String> = []
        var step = 0
        while let end = try await revoked(at: step) {
            ends.insert(end)
            step += 1
        }
        #expect(ends == ["nothing", "draft", "ready", "pending"])
    }

    @Test func `without the ledger's word something is written after the revocation`() async throws
    {
        try await Protection.$off.withValue([.leaveStillGiven]) {
            try await ReconcilerHarness.with(policy: Self.policy) { harness in
                try await harness.approve(harness.cell)
                let isRevoked = NIOLockedValueBox(false)
                var controller = harness
                controller.beside = { _ in
                    guard !harness.writes.isEmpty, !isRevoked.withLockedValue(\.self) else {
                        return
                    }
                    isRevoked.withLockedValue { $0 = true }
                    await #expect(throws: Never.self) { try await Self.revoke(harness) }
                }
                try await controller.reconcile()
                #expect(isRevoked.withLockedValue { $0 })
                let entries = try await harness.withLedger {
                    try await $0.ledger.entries(about: harness.cell.description)
                }
                let revocation = try #require(entries.first { $0.kind == .revocation })
                #expect(entries.contains { $0.kind == .intent && $0.seq > revocation.seq })
            }
        }
    }

    /// What is in the cell after an approval was revoked at a request; nil if there was none.
    private func revoked(at step: Int) async throws -> String? {
        let isReached = NIOLockedValueBox(false)
        var end: String?
        try await ReconcilerHarness.with(policy: Self.policy) { harness in
            try await harness.approve(harness.cell)
            var controller = harness
            controller.beside = { number in
                guard number == step else { return }
                isReached.withLockedValue { $0 = true }
                await #expect(throws: Never.self) { try await Self.revoke(harness) }
            }
            let report = try await controller.reconcile()
            guard isReached.withLockedValue(\.self) else { return }

            let entries = try await harness.withLedger {
                try await $0.ledger.entries(about: harness.cell.description)
            }
            let revocation = try #require(entries.first { $0.kind == .revocation })
            let after = entries.filter { $0.kind == .intent && $0.seq > revocation.seq }
            #expect(after.isEmpty, "revoked at request \(step), and then: \(after.map(\.body))")
            let hasSubmitted = entries.contains {
                $0.kind == .intent && $0.body.contains(#""submit""#)
            }
            let status = harness.statuses(harness.cell).first ?? "nothing"
            #expect((status == "pending") == hasSubmitted)
            if !hasSubmitted {
                let outcome = report[harness.cell]?.outcome
                #expect(outcome?.result != .submitted)
                #expect(outcome?.error?.contains("by 'ann'") ?? true)
            }
            end = status

            // The next cycle knows the person's word from the start.
            let writes = harness.writes.count
            let next = try await harness.reconcile()
            #expect(harness.writes.count == writes)
            if !hasSubmitted { #expect(next[harness.cell]?.decision.verb == .hold) }
        }
        return end
    }

    private static func revoke(_ harness: ReconcilerHarness) async throws {
        let ledger = try Ledger.open(
            path: "\(harness.folder)/\(harness.ledger).db", binding: nil, mode: .beside,
            at: harness.clock.now)
        try await ledger.record(
            revocation: Revocation(
                target: .approvals(harness.cell), by: "ann", at: harness.clock.now))
        try await ledger.close()
    }
}
