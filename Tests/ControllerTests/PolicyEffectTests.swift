import ConnectSimulator
import Reconciliation
import TestSupport
import Testing
import UsageModel

/// What policies make of cells, seen from the world afterwards.
struct PolicyEffectTests {
    @Test func `with submit manual a file is made ready and a person's approval submits it`()
        async throws
    {
        let policy = "months: {since: 2026-10}\nsubmit: manual"
        try await ReconcilerHarness.with(policy: policy) { harness in
            let first = try await harness.reconcile()
            #expect(first[harness.cell]?.outcome?.result == .ready)
            #expect(harness.statuses == ["ready"])

            let second = try await harness.reconcile()
            #expect(second[harness.cell]?.decision.reason == .readyManual)
            #expect(second.verdict == .held)
            #expect(harness.writes.count == 2)

            try await harness.approve(harness.cell)
            try await harness.reconcile()
            harness.expectExactlyOneSubmittedFile(in: [harness.cell])
        }
    }

    @Test func `a ready file that a person submits in the portal is in sync`() async throws {
        let policy = "months: {since: 2026-10}\nsubmit: manual"
        try await ReconcilerHarness.with(policy: policy) { harness in
            try await harness.reconcile()
            harness.act("submit", try #require(harness.files.first).id)
            #expect(try await harness.reconcile().verdict == .inSync)
            harness.expectExactlyOneSubmittedFile(in: [harness.cell])
        }
    }

    @Test func `the first file of a pair waits for an approval where the policy says so`()
        async throws
    {
        let policy = "months: {since: 2026-10}\nlimits: {firstFile: approve}"
        try await ReconcilerHarness.with(policy: policy) { harness in
            let first = try await harness.reconcile()
            #expect(first[harness.cell]?.decision.reason == .firstFile)
            #expect(harness.writes.isEmpty)

            try await harness.approve(harness.cell)
            try await harness.reconcile()
            harness.expectExactlyOneSubmittedFile(in: [harness.cell])
        }
    }

    @Test func `an approval is void once the usage changes`() async throws {
        let policy = "months: {since: 2026-10}\nlimits: {firstFile: approve}"
        try await ReconcilerHarness.with(policy: policy) { harness in
            try await harness.approve(harness.cell)
            var usage = harness.account.usage(october)
            usage[0].quantity = ExactDecimal(1000)
            try harness.deliver(usage, for: october)
            let report = try await harness.reconcile()
            #expect(report[harness.cell]?.decision.reason == .firstFile)
            #expect(harness.writes.isEmpty)
        }
    }

    @Test func `months beyond the latest closed ones are held until a person approves them`()
        async throws
    {
        try await ReconcilerHarness.with(policy: "months: {since: 2026-08}") { harness in
            let august = september.previous
            for month in [august, september] {
                try harness.deliver(harness.account.usage(month), for: month)
            }
            let report = try await harness.reconcile()
            let old = harness.account.cell(0, 0, august)
            #expect(report[old]?.decision.reason == .monthOld)
            #expect(report[old]?.overdue == true)
            #expect(report.verdict == .held)
            harness.expectExactlyOneSubmittedFile(
                in: [september, october].map { harness.account.cell(0, 0, $0) })
            #expect(harness.live(old).isEmpty)

            try await harness.approve(old)
            try await harness.reconcile()
            harness.expectExactlyOneSubmittedFile(in: [old])
        }
    }

    @Test func `zero records are sent on the due date where the policy wants them`() async throws {
        let policy = "months: {since: 2026-10}\nonNoUsage: send"
        let account = SimulatedAccount(products: 2, subscriptions: 2)
        try await ReconcilerHarness.with(account, policy: policy) { harness in
            try harness.deliver(account.usage(october, ofProducts: [0]), for: october)
            let silent = account.cell(0, 1, october)
            let early = try await harness.reconcile()
            #expect(early[silent]?.decision.reason == .usageZeroWaits)
            #expect(harness.live(silent).isEmpty)

            harness.clock.advance(by: .seconds(4 * 86_400))
            let late = try await harness.reconcile()
            #expect(late[silent]?.outcome?.result == .submitted)
            #expect(late.verdict == .inSync)
            #expect(late.conservation.balanced)
            let file = try #require(harness.live(silent).first)
            let records = harness.transport.platform.records.filter { $0.fileID == file.id }
            #expect(records.map(\.usage) == [.zero, .zero])
            #expect(
                records.map(\.assetID).sorted()
                    == (0..<2).map { account.subscription(0, 1, $0) }.sorted())
        }
    }

    @Test(arguments: [false, true])
    func `without a subscription there is no zero to send`(_ hasDraft: Bool) async throws {
        let policy = "months: {since: 2026-10}\nonNoUsage: send"
        let account = SimulatedAccount(products: 2)
        let silent = account.cell(0, 1, october)
        let draft = SimulatedFileSeed(
            "UF-1", silent, "draft", identity: ReconcilerHarness.identity,
            createdAt: ReconcilerHarness.now.adding(.seconds(-3600)))
        try await ReconcilerHarness.with(account, files: hasDraft ? [draft] : [], policy: policy) {
            harness in
            try harness.deliver(account.usage(october, ofProducts: [0]), for: october)
            let gone = account.subscription(0, 1, 0)
            harness.change { $0.assets.removeAll { $0.id == gone } }
            for _ in 0..<2 {
                let report = try await harness.reconcile()
                let cell = try #require(report[silent])
                if hasDraft {
                    #expect(cell.decision.reason == .draftWithoutUsage)
                    #expect(report.verdict == .held)
                } else {
                    #expect(cell.decision.reason == .noUsage)
                    #expect(cell.notes.contains { $0.contains("nothing to send") })
                    #expect(report.verdict == .inSync)
                }
                #expect(harness.live(silent).count == (hasDraft ? 1 : 0))
                harness.clock.advance(by: .seconds(4 * 86_400))
            }
        }
    }

    @Test func `zeros do not cover up that the month's rows stand twice`() async throws {
        let policy = "months: {since: 2026-10}\nonNoUsage: send"
        let account = SimulatedAccount(contracts: 2)
        try await ReconcilerHarness.with(account, policy: policy) { harness in
            let line = account.usage(october)[0]
            try harness.deliver([line, line], for: october)
            harness.clock.advance(by: .seconds(4 * 86_400))
            let report = try await harness.reconcile()
            let silent = account.cell(1, 0, october)
            #expect(report[silent]?.decision.reason == .usageTwice)
            #expect(harness.live(silent).isEmpty && report.conservation.balanced)
        }
    }

    @Test func `money that a schema does not report is not sent`() async throws {
        var account = SimulatedAccount()
        account.schema = .tier
        let usage = account.usage(october)
        for (schema, amount) in [(ReportingSchema.quantity, false), (.cost, true)] {
            account.schema = schema
            try await ReconcilerHarness.with(account) { harness in
                try harness.deliver(usage, for: october)
                #expect(try await harness.reconcile().verdict == .inSync)
                let records = harness.transport.platform.records
                #expect(records.count == 1)
                #expect(records.allSatisfy { ($0.amount != nil) == amount && $0.tier == nil })
            }
        }
    }

    @Test(arguments: ["infer", "occupy"])
    func `a file without a period is placed by its records where the policy lets it`(
        _ rule: String
    ) async throws {
        var file = SimulatedFileSeed(
            "UF-1", SimulatedAccount().cell(0, 0, october), "accepted",
            createdAt: ReconcilerHarness.now.adding(.seconds(-86_400)))
        file.period = nil
        let record: JSONValue = [
            "id": "UR-1", "usagefile": ["id": "UF-1"],
            "product_id": .string(SimulatedAccount.product().text),
            "item": ["id": .string("\(SimulatedAccount.product())-0001")],
            "asset": ["id": .string(SimulatedAccount().subscription())],
            "start_date": "2026-10-01T00:00:00+00:00", "end_date": "2026-10-31T23:59:59+00:00",
            "usage": 1,
        ]
        let policy = "months: {since: 2026-10}\nfilesWithoutPeriod: \(rule)"
        try await ReconcilerHarness.with(files: [file], records: [record], policy: policy) {
            harness in
            let report = try await harness.reconcile()
            #expect(report[harness.cell]?.state == (rule == "infer" ? .inSync : .occupied))
            #expect(report.verdict == (rule == "infer" ? .inSync : .held))
            #expect(harness.writes.isEmpty)
        }
    }

    @Test func `a suspended cell is shown and not written`() async throws {
        let policy = """
            months: {since: 2026-10}
            suspend: true
            reason: the contract is being renegotiated
            until: 2026-12-31
            """
        try await ReconcilerHarness.with(policy: policy) { harness in
            let report = try await harness.reconcile()
            #expect(report[harness.cell]?.decision.reason == .suspended)
            #expect(report[harness.cell]?.decision.message.contains("renegotiated") == true)
            #expect(harness.writes.isEmpty)
        }
    }

    @Test func `a reconcile of some cells leaves the others alone`() async throws {
        try await ReconcilerHarness.with(SimulatedAccount(contracts: 3)) { harness in
            let wanted = SimulatedAccount.contract(1)
            let report = try await harness.reconcile(
                CellSelection(contracts: [Glob(wanted.text)]))
            #expect(report.cells.map(\.cell.contract) == [wanted])
            #expect(harness.files.map(\.contractID) == [wanted.text])
            harness.expectExactlyOneSubmittedFile(in: [harness.account.cell(1, 0, october)])
        }
    }
}
