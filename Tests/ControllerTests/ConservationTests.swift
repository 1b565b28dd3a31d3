import ConnectSimulator
import Reconciliation
import TestSupport
import Testing
import UsageModel

/// Every record the source delivered is in exactly one place of the report, and what is sent is
/// what the vendor wrote.
struct ConservationTests {
    @Test(arguments: ReportingSchema.allCases)
    func `the platform holds the vendor's rows as they were written`(
        _ schema: ReportingSchema
    ) async throws {
        var account = SimulatedAccount(contracts: 2, products: 2, subscriptions: 3)
        account.schema = schema
        try await ReconcilerHarness.with(account) { harness in
            let report = try await harness.reconcile()
            #expect(report.verdict == .inSync)
            #expect(
                report.conservation
                    == Conservation(delivered: 12, inFiles: 12, held: 0, unattributed: 0))
            harness.expectExactlyOneSubmittedFile(
                in: (0..<2).flatMap { contract in
                    (0..<2).map { account.cell(contract, $0, october) }
                })
            let currencies = Set(harness.files.map { $0.detail["currency"]?.string })
            #expect(currencies == (schema.isPriced ? ["USD"] : [nil]))
        }
    }

    @Test(arguments: ["0.01", "0.1", "12345678901234.25", "0", "999999999999999.99"])
    func `quantities arrive exactly`(_ quantity: String) async throws {
        try await ReconcilerHarness.with(SimulatedAccount(subscriptions: 2)) { harness in
            var usage = harness.account.usage(october)
            usage[0].quantity = try #require(ExactDecimal(quantity))
            try harness.deliver(usage, for: october)
            try await harness.reconcile()
            let sent = harness.transport.platform.records.filter {
                $0.assetID == usage[0].subscription
            }
            #expect(sent.map(\.usage.description) == [quantity])
            #expect(sent.map(\.start) == [usage[0].start])
            #expect(sent.map(\.end) == [usage[0].end])
        }
    }

    @Test func `usage of an unknown subscription is reported until a whole reading clears it`()
        async throws
    {
        try await ReconcilerHarness.with(SimulatedAccount(subscriptions: 200)) { harness in
            var stranger = harness.account.usage(october)[0]
            stranger.subscription = "AS-9999-9999-9999"
            stranger.recordID = "stranger"
            try harness.deliver(harness.account.usage(october) + [stranger], for: october)
            let first = try await harness.reconcile()
            #expect(first.unattributed.map(\.reason) == [.subscriptionUnknown])
            #expect(first.unattributed.first?.examples == ["AS-9999-9999-9999"])
            #expect(
                first.conservation
                    == Conservation(delivered: 201, inFiles: 200, held: 0, unattributed: 1))
            #expect(first.verdict == .held)
            harness.expectExactlyOneSubmittedFile(in: [harness.cell])

            // In sync, so that the source is not asked; what was found is not forgotten.
            let second = try await harness.diff()
            #expect(second.unattributed == first.unattributed)
            #expect(second.conservation.balanced)
            #expect(second.verdict == .held)

            try harness.deliver(harness.account.usage(october), for: october)
            let third = try await harness.diff(withUsage: true)
            #expect(third.unattributed.isEmpty)
            #expect(third.verdict == .inSync)
            #expect(try await harness.diff().unattributed.isEmpty)
        }
    }

    @Test func `unattributed usage survives a cycle that could not prove its observation`()
        async throws
    {
        try await ReconcilerHarness.with { harness in
            var usage = harness.account.usage(october)
            usage[0].subscription = "AS-9999-9999-9999"
            try harness.deliver(usage, for: october)
            let first = try await harness.diff()
            #expect(first.unattributed.count == 1)
            harness.transport.change { $0.clockOffset = .seconds(3600) }
            #expect(try await harness.diff().verdict == .unproven)
            harness.transport.change { $0.clockOffset = .zero }
            try harness.deliver(nil, for: october)
            #expect(try await harness.diff().unattributed == first.unattributed)
        }
    }

    @Test func `usage of a terminated contract is a finding with its records`() async throws {
        var account = SimulatedAccount(contracts: 2)
        account.terminated = [1: ReconcilerHarness.now.adding(.seconds(-86_400))]
        try await ReconcilerHarness.with(account) { harness in
            let report = try await harness.reconcile()
            #expect(report.unattributed.map(\.reason) == [.contractTerminated])
            #expect(report.findings.map(\.code) == ["contract.terminatedWithUsage"])
            #expect(
                report.conservation
                    == Conservation(delivered: 2, inFiles: 1, held: 0, unattributed: 1))
            harness.expectExactlyOneSubmittedFile(in: [account.cell(0, 0, october)])
        }
    }

    @Test func `usage makes an obligation for a product that is listed no more`() async throws {
        var account = SimulatedAccount(products: 2)
        account.unlisted = [1]
        try await ReconcilerHarness.with(account) { harness in
            try await harness.reconcile()
            harness.expectExactlyOneSubmittedFile(in: (0..<2).map { account.cell(0, $0, october) })
        }
    }

    @Test func `the same row in the file twice holds the cell`() async throws {
        try await ReconcilerHarness.with { harness in
            let usage = harness.account.usage(october)
            try harness.deliver(usage + usage, for: october)
            let report = try await harness.reconcile()
            #expect(report[harness.cell]?.decision.reason == .usageTwice)
            #expect(
                report.conservation
                    == Conservation(delivered: 2, inFiles: 0, held: 2, unattributed: 0))
            #expect(harness.writes.isEmpty)
        }
    }

    @Test func `a month of many cells costs at most three and a half requests a file`()
        async throws
    {
        let account = SimulatedAccount(contracts: 10, products: 4, subscriptions: 2)
        let policy = "months: {since: 2026-08, autoWithin: 3}"
        try await ReconcilerHarness.with(account, policy: policy) { harness in
            let months = [september.previous, september, october]
            for month in months { try harness.deliver(account.usage(month), for: month) }
            let report = try await harness.reconcile()
            #expect(report.verdict == .inSync)
            #expect(report.observation.requests <= 120 * 35 / 10)
            #expect(report.observation.requests == harness.transport.requests.count)
            harness.expectExactlyOneSubmittedFile(
                in: months.flatMap { month in
                    (0..<10).flatMap { contract in
                        (0..<4).map { account.cell(contract, $0, month) }
                    }
                })
        }
    }
}
