import ConnectSimulator
import Reconciliation
import TestSupport
import Testing
import UsageModel

/// Seeded storms: every kind of fault at once, lists that lag, controllers that die, and a second
/// installation of the same identity; afterwards the calm.
struct RandomFaultTests {
    @Test(arguments: 1...24)
    func `after any storm every cell has one submitted file`(_ seed: Int) async throws {
        let account = SimulatedAccount(contracts: 2, products: 2, subscriptions: 2)
        let cells = (0..<2).flatMap { contract in
            (0..<2).map { account.cell(contract, $0, october) }
        }
        try await ReconcilerHarness.with(account) { harness in
            var dice = SeededRandom(seed: UInt64(seed))
            harness.transport.change { $0.faults = Self.storm(&dice) }
            for _ in 0..<6 {
                var controller = harness
                controller.concurrency = 1
                if dice.fraction() < 0.3 { controller.ledger = "second" }
                if dice.fraction() < 0.4 {
                    controller.lifeline = Lifeline(ticks: Int(dice.fraction() * 120) + 1)
                }
                // A cycle that fails as a whole is one more way to be interrupted.
                _ = try? await controller.reconcile()
                for cell in cells {
                    #expect(harness.statuses(cell).filter { $0 == "pending" }.count <= 1)
                }
                harness.clock.advance(by: .seconds(Int(dice.fraction() * 900)))
            }
            harness.transport.change { $0.faults = FaultMenu() }
            var second = harness
            second.ledger = "second"
            for _ in 0..<3 {
                harness.clock.advance(by: .seconds(700))
                try await harness.reconcile()
                try await second.reconcile()
            }
            harness.expectExactlyOneSubmittedFile(in: cells)
            let writes = harness.writes.count
            let settled = try await harness.reconcile()
            #expect(
                settled.verdict == .inSync,
                "\(settled.cells.map(\.decision).filter { $0.verb != .none })")
            #expect(harness.writes.count == writes)
        }
    }

    private static func storm(_ dice: inout SeededRandom) -> FaultMenu {
        var menu = FaultMenu(seed: UInt64(dice.fraction() * 1_000_000))
        for kind in [FaultKind.lost, .drop, .unavailable, .unavailableAfter, .throttled] {
            menu.rates[kind] = dice.fraction() * 0.12
        }
        if dice.fraction() < 0.5 { menu.lag = .seconds(Int(dice.fraction() * 30)) }
        return menu
    }
}
