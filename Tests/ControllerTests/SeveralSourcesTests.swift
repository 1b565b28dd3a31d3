import ConnectSimulator
import Controller
import Foundation
import Reconciliation
import TestSupport
import Testing
import UsageModel

/// A cell has one source; what another one says of it is neither sent nor lost.
struct SeveralSourcesTests {
    /// Two products: the first one's usage is in `metering`, the second one's in `old`.
    private func with(
        metering: (SimulatedAccount) -> [SimulatedUsage],
        old: (SimulatedAccount) -> [SimulatedUsage],
        _ body: (ReconcilerHarness) async throws -> Void
    ) async throws {
        try await ReconcilerHarness.with(
            SimulatedAccount(products: 2), policy: "months: {since: 2026-10}\nsource: metering"
        ) { original in
            var harness = original
            let product = harness.account.cell(0, 1, october).product
            harness.furtherPolicies = [
                "second": "match: {products: [\(product)]}\nsource: old"
            ]
            harness.furtherSources = ["old": "old-{month}.csv"]
            try harness.deliver(metering(harness.account), for: october)
            try SimulatedUsage.csv(old(harness.account)).write(
                toFile: "\(harness.folder)/old-\(october).csv", atomically: true, encoding: .utf8)
            try await body(harness)
        }
    }

    /// The account's usage of one of its products.
    private static func usage(_ product: Int) -> (SimulatedAccount) -> [SimulatedUsage] {
        { $0.usage(october, ofProducts: [product]) }
    }

    @Test func `each product is sent from its own source`() async throws {
        try await with(metering: Self.usage(0), old: Self.usage(1)) { harness in
            let report = try await harness.reconcile()
            #expect(report.verdict == .inSync)
            #expect(
                report.conservation
                    == Conservation(delivered: 2, inFiles: 2, held: 0, unattributed: 0))
        }
    }

    @Test func `records of another source hold the cell, and all are counted`() async throws {
        try await with(metering: Self.usage(0), old: { $0.usage(october) }) { harness in
            let report = try await harness.reconcile()
            let held = try #require(report[harness.account.cell(0, 0, october)])
            #expect(held.decision.reason == .usageTwice)
            #expect(held.decision.message.contains("source 'old' has 1 records of this cell"))
            #expect(report[harness.account.cell(0, 1, october)]?.outcome?.result == .submitted)
            #expect(
                report.conservation
                    == Conservation(delivered: 3, inFiles: 1, held: 2, unattributed: 0))
            #expect(harness.files.count == 1)
        }
    }

    /// From the second cycle on its own source is not asked for a while, and the other one is, for
    /// a file of its own that waits for a person.
    @Test func `records of another source make nothing owed that may be written`() async throws {
        try await with(metering: { _ in [] }, old: { $0.usage(october) }) { harness in
            let cell = harness.account.cell(0, 0, october)
            harness.change { world in
                world.listings.removeAll { $0["product"]?["id"]?.string == cell.product.text }
            }
            var running = harness
            running.furtherPolicies["second"]? += "\nsubmit: manual"
            running.memory = ObservationMemory(fullProofEvery: .seconds(86_400))
            for _ in 0..<3 {
                let report = try await running.reconcile()
                let decision = try #require(report[cell]?.decision)
                #expect(decision.reason == .usageUnknown, "\(decision.message)")
                #expect(report.conservation.balanced)
                running.clock.advance(by: .seconds(300))
            }
            #expect(harness.live(cell).isEmpty && harness.files.count == 1)
        }
    }

    @Test func `a zero is no zero where another source has records`() async throws {
        try await with(metering: { _ in [] }, old: { $0.usage(october) }) { harness in
            let report = try await harness.reconcile()
            let cell = try #require(report[harness.account.cell(0, 0, october)])
            #expect(cell.state == .unknownUsage && cell.decision.reason == .usageUnknown)
            #expect(report.conservation.balanced && report.conservation.delivered == 2)
            #expect(harness.files.count == 1)
        }
    }
}
