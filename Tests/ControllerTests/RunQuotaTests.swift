import ConnectSimulator
import Controller
import Reconciliation
import TestSupport
import Testing
import UsageModel

/// Who gets what the limits of a run leave.
struct RunQuotaTests {
    /// Limits that let one cell through.
    static let limits = [
        RunLimits(submitsPerRun: 1), RunLimits(submitsPerDay: .files(1)),
        RunLimits(createsPerRun: 1),
    ]

    @Test(arguments: limits)
    func `cells that nobody selected take nothing of a run's limit`(_ limits: RunLimits)
        async throws
    {
        try await ReconcilerHarness.with(SimulatedAccount(contracts: 2)) { original in
            var harness = original
            harness.limits = limits
            let cell = harness.account.cell(1, 0, october)
            let report = try await harness.reconcile(
                CellSelection(contracts: [Glob(cell.contract.text)]))
            #expect(report[cell]?.outcome?.result == .submitted)
        }
    }

    @Test func `amounts of cells that nobody selected are not summed`() async throws {
        var account = SimulatedAccount(contracts: 2)
        account.schema = .price
        try await ReconcilerHarness.with(account) { original in
            var harness = original
            harness.limits = RunLimits(amountPerRun: ["USD": ExactDecimal(20)])
            let cell = harness.account.cell(1, 0, october)
            let report = try await harness.reconcile(
                CellSelection(contracts: [Glob(cell.contract.text)]))
            #expect(report[cell]?.outcome?.result == .submitted)
        }
    }

    @Test(arguments: limits)
    func `a cell that failed before gives way to one that did not`(_ limits: RunLimits)
        async throws
    {
        try await ReconcilerHarness.with(SimulatedAccount(contracts: 3)) { original in
            var harness = original
            harness.limits = limits
            let cells = (0..<3).map { harness.account.cell($0, 0, october) }
            try await Self.record(.failed, of: cells[0], in: harness)
            let first = try await harness.reconcile()
            #expect(first[cells[0]]?.decision.verb == .wait)
            #expect(first[cells[1]]?.outcome?.result == .submitted)
            // What failed stays behind while it waits: a day later the third has its turn.
            harness.clock.advance(by: .seconds(86_400))
            let second = try await harness.reconcile()
            #expect(second[cells[2]]?.outcome?.result == .submitted)
            // Nobody is before it any more.
            harness.clock.advance(by: .seconds(86_400))
            let third = try await harness.reconcile()
            #expect(third[cells[0]]?.outcome?.result == .submitted)
        }
    }

    /// Notes in the ledger what a reconcile achieved for a cell before.
    private static func record(
        _ result: Outcome.Result, of cell: Cell, in harness: ReconcilerHarness
    ) async throws {
        var report = try await harness.diff()
        report.id = "before"
        report.command = "reconcile"
        report.ledger = nil
        for index in report.cells.indices where report.cells[index].cell == cell {
            report.cells[index].outcome = Outcome(result: result, error: "no such thing")
        }
        _ = try await harness.withLedger { try await $0.report(report) }
    }
}
