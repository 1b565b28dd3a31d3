import ConnectSimulator
import Controller
import Foundation
import Reconciliation
import TestSupport
import Testing
import UsageModel

/// What nothing but usage makes owed is found, kept in sight and sent, also where no other cell
/// asks the source.
struct UsageAloneTests {
    private static let dayBefore = ReconcilerHarness.now.adding(.seconds(-86_400))

    /// One contract, which ended the day before.
    private static var ended: SimulatedAccount {
        var account = SimulatedAccount()
        account.terminated = [0: dayBefore]
        return account
    }

    /// The first contract's October is accepted, so that nothing of it asks the source.
    private static func accepted(_ account: SimulatedAccount) -> SimulatedFileSeed {
        SimulatedFileSeed("UF-1", account.cell(0, 0, october), "accepted", createdAt: dayBefore)
    }

    /// Two contracts, the second of which has its product listed since November only.
    private func withLateListing(
        policy: String = "months: {since: 2026-10}", options: PlatformOptions = PlatformOptions(),
        _ body: (ReconcilerHarness, Cell) async throws -> Void
    ) async throws {
        let account = SimulatedAccount(contracts: 2)
        try await ReconcilerHarness.with(
            account, files: [Self.accepted(account)], policy: policy, options: options
        ) { harness in
            harness.change { $0.listings[1]["created"] = "2026-11-02T00:00:00+00:00" }
            try await body(harness, account.cell(1, 0, october))
        }
    }

    @Test func `usage of the only contract, which ended, is owed where a policy says so`()
        async throws
    {
        let policy = "months: {since: 2026-10}\nonTerminated: reconcile"
        try await ReconcilerHarness.with(Self.ended, policy: policy) { harness in
            let report = try await harness.diff()
            #expect(report[harness.cell]?.decision.verb == .converge)
            #expect(
                report.conservation
                    == Conservation(delivered: 1, inFiles: 1, held: 0, unattributed: 0))
            #expect(report.verdict == .drift)
        }
    }

    @Test func `usage of the only contract, which ended, is a finding where nothing sends it`()
        async throws
    {
        try await ReconcilerHarness.with(Self.ended) { harness in
            let report = try await harness.diff()
            #expect(report.findings.map(\.code).contains("contract.terminatedWithUsage"))
            #expect(report.verdict == .held)
        }
    }

    @Test func `a product that is pay-as-you-go no more has its own source asked`() async throws {
        let account = SimulatedAccount(products: 2)
        try await ReconcilerHarness.with(
            account, files: [Self.accepted(account)],
            policy: "months: {since: 2026-10}\nsource: metering"
        ) { original in
            var harness = original
            let cell = account.cell(0, 1, october)
            harness.furtherPolicies = [
                "second": "match: {products: [\(cell.product)]}\nsource: old"
            ]
            harness.furtherSources = ["old": "old-{month}.csv"]
            try harness.deliver(account.usage(october, ofProducts: [0]), for: october)
            try SimulatedUsage.csv(account.usage(october, ofProducts: [1])).write(
                toFile: "\(harness.folder)/old-\(october).csv", atomically: true, encoding: .utf8)
            harness.change { $0.products[1]["capabilities"] = ["ppu": .null] }
            let report = try await harness.diff()
            #expect(report[cell]?.owed == true)
            #expect(report[cell]?.usage.records == 1)
            #expect(report[cell]?.decision.reason == .notPayAsYouGo)
            #expect(report.verdict == .held)
        }
    }

    @Test func `a product that was listed after the month is owed by its usage`() async throws {
        try await withLateListing { harness, cell in
            try await harness.reconcile()
            harness.expectExactlyOneSubmittedFile(in: [cell])
        }
    }

    @Test(arguments: [false, true])
    func `a cell that only usage makes owed stays held while nothing else asks the source`(
        _ remembers: Bool
    ) async throws {
        let policy = "months: {since: 2026-10}\nlimits: {firstFile: approve}"
        try await withLateListing(policy: policy) { original, cell in
            var harness = original
            if remembers { harness.memory = ObservationMemory(fullProofEvery: .seconds(86_400)) }
            for _ in 0..<3 {
                let report = try await harness.reconcile()
                #expect(report[cell]?.decision.reason == .firstFile)
                #expect(report.verdict == .held && report.conservation.balanced)
                harness.clock.advance(by: .seconds(900))
            }
            try await harness.approve(cell)
            try await harness.reconcile()
            harness.expectExactlyOneSubmittedFile(in: [cell])
        }
    }

    @Test func `a file that usage alone asked for is finished by a later cycle`() async throws {
        let options = PlatformOptions(processingTime: .seconds(1000))
        try await withLateListing(options: options) { harness, cell in
            let first = try await harness.reconcile()
            #expect(first[cell]?.outcome?.result == .processing)
            harness.clock.advance(by: .seconds(1000))
            let second = try await harness.reconcile()
            #expect(second[cell]?.outcome?.result == .submitted)
            harness.expectExactlyOneSubmittedFile(in: [cell])
        }
    }

    @Test func `an older month that a person names is looked at`() async throws {
        let june = BillingMonth(index: october.index - 4)
        let policy = "months: {since: 2026-05}\nonTerminated: reconcile"
        try await ReconcilerHarness.with(Self.ended, policy: policy) { harness in
            for month in BillingMonth.months(from: june.previous, to: october) {
                try harness.deliver([], for: month)
            }
            try harness.deliver(harness.account.usage(june), for: june)
            let cell = harness.account.cell(0, 0, june)
            #expect(try await harness.diff()[cell] == nil)
            let report = try await harness.reconcile(
                CellSelection(
                    contracts: [Glob(cell.contract.text)], products: [Glob(cell.product.text)],
                    months: [june...june]))
            #expect(report[cell]?.decision.reason == .monthOld)
            var request = CycleRequest(command: "approve")
            request.named = [cell]
            let named = try await harness.run(request)
            #expect(named[cell]?.decision.reason == .monthOld)
        }
    }

    /// A controller that keeps its memory, in a world whose source attests zero for the cell.
    private func withMemory(
        policy: String = "months: {since: 2026-10}",
        _ body: (ReconcilerHarness, Cell) async throws -> Void
    ) async throws {
        try await withLateListing(policy: policy) { original, cell in
            var harness = original
            harness.memory = ObservationMemory(fullProofEvery: .seconds(86_400))
            let others = harness.account.usage(october).filter { $0.contract != cell.contract }
            try harness.deliver(others, for: october)
            #expect(try await harness.reconcile()[cell] == nil)
            harness.clock.advance(by: .seconds(900))
            try harness.deliver(harness.account.usage(october), for: october)
            try await body(harness, cell)
        }
    }

    @Test func `sources that attest zero are asked as seldom as everything is proven`()
        async throws
    {
        try await withMemory { harness, cell in
            let before = harness.transport.requests.count
            let steady = try await harness.reconcile()
            #expect(steady[cell] == nil)
            #expect(harness.transport.requests.count - before == 5)

            harness.clock.advance(by: .seconds(86_400))
            let whole = try await harness.reconcile()
            #expect(whole[cell]?.outcome?.result == .submitted)
        }
    }

    @Test func `other policies have the sources asked again`() async throws {
        try await withMemory { original, cell in
            var harness = original
            harness.policy += "\nlimits: {firstFile: approve}"
            let report = try await harness.diff()
            #expect(report[cell]?.decision.reason == .firstFile)
        }
    }

    @Test func `usage that another question brings to light stays in sight`() async throws {
        let policy = "months: {since: 2026-10}\nlimits: {firstFile: approve}"
        try await withMemory(policy: policy) { harness, cell in
            let quiet = try await harness.diff()
            #expect(quiet[cell] == nil)
            for withUsage in [true, false] {
                let report = try await harness.diff(withUsage: withUsage)
                #expect(report[cell]?.decision.reason == .firstFile)
            }
        }
    }

    @Test func `a source that could not say is asked again after an hour`() async throws {
        try await withLateListing { original, cell in
            var harness = original
            harness.memory = ObservationMemory(fullProofEvery: .seconds(86_400))
            try harness.deliver(nil, for: october)
            #expect(try await harness.reconcile()[cell] == nil)
            try harness.deliver(harness.account.usage(october), for: october)
            harness.clock.advance(by: .seconds(3600))
            #expect(try await harness.reconcile()[cell]?.outcome?.result == .submitted)
        }
    }
}
