import ConnectSimulator
import Foundation
import Reconciliation
import TestSupport
import Testing
import UsageModel

/// Rows that name a subscription which Connect cannot be asked for, or which is of another
/// product: they hold what they may belong to, are named, and stop nothing else.
struct MisplacedUsageTests {
    /// Rows of a product that name subscriptions, behind the account's own.
    private static func deliver(
        _ values: [String], as product: ProductID, in harness: ReconcilerHarness
    ) throws {
        let rows = values.enumerated().map { index, value in
            let quoted = value.replacing("\"", with: "\"\"")
            return "\(product),\"\(quoted)\",unit-0,1,2026-10-01,2026-10-31,,,extra-\(index)\n"
        }
        try (SimulatedUsage.csv(harness.account.usage(october)) + rows.joined()).write(
            toFile: "\(harness.folder)/usage-2026-10.csv", atomically: true, encoding: .utf8)
    }

    private static let unusable = [
        "both ' and \"", "a tab\tinside", "delete\u{7F}", String(repeating: "long", count: 1_000),
    ]
    private static let unknown = [
        "with (parentheses), commas", "per%cent&and=plus+", "a \"quoted\" name", "größe 大", "in",
        String(repeating: "é", count: 200),
    ]

    @Test(arguments: ["", "\nassetCriteria: parameter.tenant"])
    func `a value that no query can carry stops nothing but its own rows`(
        criteria: String
    ) async throws {
        let account = SimulatedAccount(products: 2)
        try await ReconcilerHarness.with(account, policy: "months: {since: 2026-10}") { harness in
            let busy = harness.account.cell(0, 1, october)
            var harness = harness
            harness.policy += criteria
            let values = Self.unusable + Self.unknown
            try Self.deliver(values, as: account.cell(0, 0, october).product, in: harness)
            let report = try await harness.reconcile()
            // By the tenant the account's own rows, which say the id, are not found either.
            if criteria.isEmpty { #expect(report[busy]?.outcome?.result == .submitted) }
            let lost = report.unattributed.filter { $0.reason == .subscriptionUnusable }
            #expect(lost.map(\.records) == [4])
            let places = (4...7).map { "\(harness.folder)/usage-2026-10.csv:\($0)" }
            #expect(lost.first?.examples == places)
            let unknown = report.unattributed.filter { $0.reason == .subscriptionUnknown }
            #expect(unknown.map(\.records).reduce(0, +) == (criteria.isEmpty ? 6 : 8))
            #expect(report.verdict == .held)
            #expect(report.conservation.balanced && report.errors.isEmpty)
        }
    }

    @Test func `a subscription of another product holds the cell that it was meant for`()
        async throws
    {
        let account = SimulatedAccount(contracts: 2, products: 2)
        try await ReconcilerHarness.with(account) { harness in
            let (aimed, other) = (account.cell(1, 0, october), account.cell(1, 1, october))
            let value = account.subscription(1, 1)
            try Self.deliver([value], as: aimed.product, in: harness)
            let report = try await harness.reconcile()
            let held = try #require(report[aimed])
            #expect(held.decision.reason == .subscriptionElsewhere)
            #expect(held.decision.message.contains("usage-2026-10.csv:6"))
            #expect(held.decision.message.contains("'\(value)' stands under '\(other.contract)'"))
            #expect(held.decision.message.contains("'\(other.product)'"))
            #expect(
                report.conservation
                    == Conservation(delivered: 5, inFiles: 3, held: 2, unattributed: 0))
            for cell in [other, account.cell(0, 0, october), account.cell(0, 1, october)] {
                #expect(report[cell]?.outcome?.result == .submitted, "\(cell)")
            }
            #expect(harness.live(aimed).isEmpty)

            try harness.deliver(account.usage(october), for: october)
            #expect(try await harness.reconcile().verdict == .inSync)
        }
    }

    @Test func `a cell with nothing but a subscription of another product is held, not zero`()
        async throws
    {
        let account = SimulatedAccount(products: 2)
        try await ReconcilerHarness.with(account) { harness in
            var usage = account.usage(october)
            usage[0].subscription = account.subscription(0, 1)
            try harness.deliver(usage, for: october)
            let report = try await harness.reconcile()
            #expect(report[harness.cell]?.decision.reason == .subscriptionElsewhere)
            #expect(report[harness.cell]?.usage.answer == .records)
            #expect(
                report.conservation
                    == Conservation(delivered: 2, inFiles: 1, held: 1, unattributed: 0))
        }
    }

    @Test func `a row for a month that is submitted, or a product not sold there, is nobody's`()
        async throws
    {
        var account = SimulatedAccount(products: 2)
        try await ReconcilerHarness.with(account) { harness in
            try await harness.reconcile()
            try Self.deliver(
                [account.subscription(0, 1)], as: harness.cell.product, in: harness)
            let report = try await harness.diff(withUsage: true)
            #expect(report[harness.cell]?.state == .inSync)
            #expect(report.unattributed.map(\.reason) == [.productUnknown])
            #expect(report.conservation.balanced && report.verdict == .held)
        }
        account.unlisted = [0]
        account.subscriptions = 0
        try await ReconcilerHarness.with(account) { harness in
            harness.change { world in
                var asset = SimulatedAccount(products: 2).world().assets[1]
                asset["id"] = "AS-7777-7777-7777"
                world.assets.append(asset)
            }
            try Self.deliver(["AS-7777-7777-7777"], as: harness.cell.product, in: harness)
            let report = try await harness.reconcile()
            #expect(report[harness.cell] == nil)
            #expect(report.unattributed.map(\.reason) == [.productUnknown])
            #expect(report.conservation.balanced)
        }
    }

    @Test func `a lookup by product still finds a subscription of another one`() async throws {
        var account = SimulatedAccount(products: 2)
        account.subscriptions = 450
        try await ReconcilerHarness.with(account) { harness in
            var usage = account.usage(october, ofProducts: [0])
            usage[0].subscription = account.subscription(0, 1)
            try harness.deliver(usage, for: october)
            let report = try await harness.reconcile()
            #expect(report[harness.cell]?.decision.reason == .subscriptionElsewhere)
            let asked = harness.transport.requests.filter { $0.path == "/assets" }.map(\.query)
            #expect(asked.contains { $0.contains("product.id") }, "\(asked)")
        }
    }

    @Test func `rows of a rejected file are free for the months that they belong to`()
        async throws
    {
        try await ReconcilerHarness.with { harness in
            try await harness.reconcile()
            let sent = try #require(harness.live(harness.cell).first)
            harness.act("reject", sent.id)
            // The provider was right: the row is November's.
            harness.clock.advance(by: .seconds(30 * 86_400))
            let november = october.next
            var usage = harness.account.usage(november)
            usage[0].recordID = harness.account.usage(october)[0].recordID
            try harness.deliver(usage, for: november)
            try harness.deliver([], for: october)
            let cell = harness.account.cell(0, 0, november)
            let report = try await harness.diff()
            #expect(report[harness.cell]?.state == .rejected)
            #expect(
                report[cell]?.decision.verb == .converge, "\(report[cell]?.decision.message ?? "")")
        }
    }
}
