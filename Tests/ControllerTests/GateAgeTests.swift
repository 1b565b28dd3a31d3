import ConnectSimulator
import NIOConcurrencyHelpers
import TestSupport
import Testing
import UsageModel

/// A list opens the gate for a minute only.
struct GateAgeTests {
    /// What makes a list old.
    enum Delay: CaseIterable {
        /// The machine sleeps.
        case sleep
        /// The platform turns a submit away, and every other one waits with it.
        case throttled
    }

    @Test(arguments: Delay.allCases)
    func `whoever is kept waiting behind a list looks again before the submit`(
        _ delay: Delay
    ) async throws {
        try await keepWaiting(delay) { harness, cells, other, report in
            #expect(Self.submitted(other, harness) == ["UF-HAND"])
            #expect(report[other]?.outcome?.error?.contains("UF-HAND") == true)
            let lone = try #require(cells.first { $0 != other })
            harness.expectExactlyOneSubmittedFile(in: [lone])
        }
    }

    @Test func `whoever does not look again submits a second file`() async throws {
        try await Protection.$off.withValue([.freshListBeforeSubmit]) {
            try await keepWaiting(.sleep) { harness, _, other, _ in
                #expect(Self.submitted(other, harness).count == 2)
            }
        }
    }

    private static func submitted(_ cell: Cell, _ harness: ReconcilerHarness) -> [String] {
        harness.live(cell).filter(\.status.isSubmitted).map(\.id)
    }

    /// Reconciles two cells; a person submits a file of their own for the one that is kept waiting.
    private func keepWaiting(
        _ delay: Delay,
        _ judge: (ReconcilerHarness, [Cell], Cell, DriftReport) async throws -> Void
    ) async throws {
        try await ReconcilerHarness.with(SimulatedAccount(contracts: 2)) { harness in
            let cells = [0, 1].map { harness.account.cell($0, 0, october) }
            var controller = harness
            controller.concurrency = 1
            if delay == .throttled {
                harness.transport.script(
                    ScriptedFault(.throttled, method: "POST", path: "/submit", times: 1))
                harness.transport.forge { _, response in
                    if response.status == 429 { response.headers["retry-after"] = "120" }
                }
            }
            let byHand = NIOLockedValueBox<Cell?>(nil)
            controller.beside = { _ in
                // The first submit of the wave is on its way: the other one rests on the same list.
                guard byHand.withLockedValue({ $0 == nil }),
                    let submit = harness.writes.last(where: { $0.path.hasSuffix("/submit") })
                else { return }
                let other = cells.first { cell in
                    !harness.live(cell).contains { submit.path.contains($0.id) }
                }
                guard let other else { return }
                byHand.withLockedValue { $0 = other }
                if delay == .sleep { harness.clock.advance(by: .seconds(61)) }
                harness.change {
                    $0.files.append(
                        SimulatedFileSeed(
                            "UF-HAND", other, "pending", createdAt: harness.clock.now
                        ).json)
                }
            }
            let report = try await controller.reconcile()
            let other = try #require(byHand.withLockedValue { $0 })
            try await judge(harness, cells, other, report)
        }
    }
}
