import ConnectSimulator
import Controller
import Foundation
import Reconciliation
import TestSupport
import Testing
import UsageModel
import UsageSources

/// Usage that would be billed twice: in the files of two months, of two contracts, or by two hands.
struct UsageTwiceTests {
    @Test func `a row that an earlier file carried holds the cell, as the platform would`()
        async throws
    {
        try await ReconcilerHarness.with { harness in
            try await harness.reconcile()
            harness.clock.advance(by: .seconds(30 * 86_400))
            let november = october.next
            var usage = harness.account.usage(november)
            usage[0].recordID = harness.account.usage(october)[0].recordID
            try harness.deliver(usage, for: november)
            let writes = harness.writes.count
            let cell = harness.account.cell(0, 0, november)
            let held = try await harness.reconcile()
            #expect(held[cell]?.decision.reason == .recordSentBefore)
            #expect(held[cell]?.decision.message.contains("of \(harness.cell)") == true)
            #expect(harness.writes.count == writes)

            try harness.deliver(harness.account.usage(november), for: november)
            #expect(try await harness.reconcile().verdict == .inSync)
        }
    }

    /// A month's only row, which has no id, at a time of October.
    private static func line(
        _ account: SimulatedAccount, quantity: String, _ rest: [String: String] = [:]
    ) -> String {
        let columns = [
            "record_id": "", "quantity": quantity, "start_time_utc": "2026-10-11 00:00:00",
            "end_time_utc": "2026-10-11 23:59:59",
        ].merging(rest) { $1 }
        return PreflightCycleTests.csv(
            PreflightCycleTests.Case(
                name: "", code: .noFile, account: account, columns: columns, refusal: nil))
    }

    /// An account that takes late usage, from a source whose files say the month.
    private static func late(
        policy: String = "months: {since: 2026-10}",
        _ body: (inout ReconcilerHarness) async throws -> Void
    ) async throws {
        let account = PreflightCycleTests.account(.quantity, ["late": true])
        try await ReconcilerHarness.with(account, policy: policy) {
            var harness = $0
            harness.mapping.monthFrom = .file
            try await body(&harness)
        }
    }

    @Test func `a row without an id that an earlier file carried holds the cell`() async throws {
        try await Self.late { harness in
            let october = "\(harness.folder)/usage-2026-10.csv"
            let november = "\(harness.folder)/usage-2026-11.csv"
            try Self.line(harness.account, quantity: "7").write(
                toFile: october, atomically: true, encoding: .utf8)
            #expect(try await harness.reconcile().verdict == .inSync)
            harness.clock.advance(by: .seconds(30 * 86_400))

            // As it was sent, but for a remark and the way of writing the number.
            try Self.line(harness.account, quantity: "7.0", ["record_note": "again"]).write(
                toFile: november, atomically: true, encoding: .utf8)
            let writes = harness.writes.count
            let cell = harness.account.cell(0, 0, BillingMonth("2026-11") ?? harness.cell.month)
            let held = try await harness.reconcile()
            #expect(held[cell]?.decision.reason == .recordSentBefore)
            #expect(held[cell]?.decision.message.contains("give this row a record id") == true)
            #expect(harness.writes.count == writes)

            try Self.line(harness.account, quantity: "8").write(
                toFile: november, atomically: true, encoding: .utf8)
            #expect(try await harness.reconcile().verdict == .inSync)
        }
    }

    @Test func `a row without an id that stands in two months of one reading holds both`()
        async throws
    {
        try await Self.late(policy: "months: {since: 2026-09}") { harness in
            for month in ["2026-09", "2026-10"] {
                let times = [
                    "start_time_utc": "2026-09-11 00:00:00", "end_time_utc": "2026-09-11 23:59:59",
                ]
                try Self.line(harness.account, quantity: "7", times).write(
                    toFile: "\(harness.folder)/usage-\(month).csv", atomically: true,
                    encoding: .utf8)
            }
            let held = try await harness.reconcile()
            let reasons = held.cells.filter { $0.decision.verb == .hold }.map(\.decision)
            #expect(reasons.map(\.reason) == [.usageTwice, .usageTwice])
            #expect(reasons.first?.message.contains("usage-2026-09.csv:2") == true)
            #expect(harness.writes.isEmpty && held.conservation.balanced)
        }
    }

    @Test func `a row that stands in two months of one reading holds both`() async throws {
        try await ReconcilerHarness.with(policy: "months: {since: 2026-09}") { harness in
            var usage = harness.account.usage(september)
            usage[0].recordID = harness.account.usage(october)[0].recordID
            try harness.deliver(usage, for: september)
            let held = try await harness.reconcile()
            let reasons = held.cells.filter { $0.decision.verb == .hold }.map(\.decision)
            #expect(reasons.map(\.reason) == [.usageTwice, .usageTwice])
            #expect(reasons.first?.message.contains("usage-2026-09.csv:2") == true)
            #expect(harness.statuses.isEmpty && held.conservation.balanced)

            try harness.deliver(harness.account.usage(september), for: september)
            #expect(try await harness.reconcile().verdict == .inSync)
        }
    }

    @Test func `a row that stands in a cell that others settled too is held`() async throws {
        try await ReconcilerHarness.with(SimulatedAccount(products: 2)) { harness in
            var script = harness
            script.identity = ReconcilerHarness.name("script")
            script.ledger = "script"
            let theirs = harness.account.cell(0, 1, october)
            try await script.reconcile(CellSelection(products: [Glob(theirs.product.text)]))
            try #require(harness.statuses(theirs) == ["pending"])
            var usage = harness.account.usage(october)
            usage[0].recordID = usage[1].recordID
            try harness.deliver(usage, for: october)
            let writes = harness.writes.count
            let report = try await harness.reconcile()
            #expect(report[harness.cell]?.decision.reason == .usageTwice)
            #expect(report[theirs]?.state == .inSync && harness.writes.count == writes)
        }
    }

    @Test(arguments: [false, true])
    func `a row that stands in two cells holds the one that a person selects too`(
        _ withUsage: Bool
    ) async throws {
        try await ReconcilerHarness.with(SimulatedAccount(products: 2)) { harness in
            var usage = harness.account.usage(october)
            usage[0].recordID = usage[1].recordID
            try harness.deliver(usage, for: october)
            let selection = CellSelection(products: [Glob(harness.cell.product.text)])
            let report = try await harness.run(
                CycleRequest(command: "reconcile", selection: selection, withUsage: withUsage),
                converges: true)
            #expect(report[harness.cell]?.decision.reason == .usageTwice)
            #expect(harness.writes.isEmpty)
        }
    }

    @Test func `a subscription that moved is held until a person says whose it is`() async throws {
        try await ReconcilerHarness.with(SimulatedAccount(contracts: 2)) { harness in
            try await harness.reconcile()
            let account = harness.account
            harness.move(account.subscription(0), to: SimulatedAccount.contract(1))
            harness.clock.advance(by: .seconds(30 * 86_400))
            let november = october.next
            try harness.deliver(account.usage(november), for: november)
            let cell = account.cell(1, 0, november)
            let held = try await harness.reconcile()
            #expect(held[cell]?.decision.reason == .subscriptionMoved)
            #expect(
                held[cell]?.decision.message.contains("'\(SimulatedAccount.contract(0))'") == true)
            #expect(harness.live(cell).isEmpty)

            var settled = harness
            settled.attributions = [
                SubscriptionAttribution(
                    subscription: SubscriptionID(account.subscription(0)),
                    contract: SimulatedAccount.contract(1), from: november)
            ]
            #expect(try await settled.reconcile()[cell]?.outcome?.result == .submitted)
            // The other contract's cell has no usage any more, which is an attested zero.
            #expect(harness.statuses(cell) == ["pending"])
        }
    }

    /// Somebody else's file, or that of a ledger that is lost, has the subscription already.
    @Test(arguments: ["script", "production"])
    func `a subscription that moved is held if a file of unknown rows reported it`(
        _ name: String
    ) async throws {
        try await ReconcilerHarness.with(SimulatedAccount(contracts: 2)) { harness in
            var before = harness
            before.identity = ReconcilerHarness.name(name)
            before.ledger = "before"
            let account = harness.account
            let first = account.cell(0, 0, october)
            try await before.reconcile(CellSelection(contracts: [Glob(first.contract.text)]))
            try #require(harness.statuses(first) == ["pending"])

            harness.move(account.subscription(0), to: SimulatedAccount.contract(1))
            let cell = account.cell(1, 0, october)
            let held = try await harness.reconcile()
            #expect(held[cell]?.decision.reason == .subscriptionMoved)
            #expect(held[cell]?.decision.message.contains("has to reject that file first") == true)
            #expect(harness.live(cell).isEmpty)

            harness.act("reject", try #require(harness.live(first).first?.id))
            let free = try await harness.reconcile()
            #expect(free[cell]?.decision.verb == .converge && harness.live(cell).count == 1)
        }
    }

    @Test func `a subscription that is attributed where Connect refuses it is held`() async throws {
        try await ReconcilerHarness.with(SimulatedAccount(contracts: 2)) { harness in
            var settled = harness
            settled.attributions = [
                SubscriptionAttribution(
                    subscription: SubscriptionID(harness.account.subscription(0)),
                    contract: SimulatedAccount.contract(1))
            ]
            let cell = harness.account.cell(1, 0, october)
            let report = try await settled.reconcile()
            #expect(report[cell]?.decision.reason == .subscriptionElsewhere)
            #expect(harness.writes.isEmpty)
        }
    }
}
