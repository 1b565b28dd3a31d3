import ConnectSimulator
import Ledger
import Reconciliation
import TestSupport
import Testing
import UsageModel

/// What the provider and the vendor's own people do to a file, over several cycles.
struct LifeOfAFileTests {
    @Test(arguments: ["accept", "close"])
    func `a file stays in sync whatever the provider does with it`(_ last: String) async throws {
        try await ReconcilerHarness.with { harness in
            try await harness.reconcile()
            let file = try #require(harness.files.first).id
            harness.act("accept", file)
            if last == "close" { harness.act("close", file) }
            let writes = harness.writes.count
            #expect(try await harness.reconcile().verdict == .inSync)
            #expect(harness.writes.count == writes)
        }
    }

    @Test func `a file that a rule accepts within seconds is submitted`() async throws {
        try await ReconcilerHarness.with(options: PlatformOptions(autoAccept: .milliseconds(1))) {
            harness in
            let report = try await harness.reconcile()
            #expect(report.verdict == .inSync)
            #expect(harness.statuses == ["accepted"])
        }
    }

    @Test func `a rejected file is held and sent again, the same file, when a person asks`()
        async throws
    {
        try await ReconcilerHarness.with { harness in
            try await harness.reconcile()
            harness.act("reject", try #require(harness.files.first).id)
            let held = try await harness.reconcile()
            #expect(held[harness.cell]?.decision.reason == .rejected)
            #expect(held[harness.cell]?.decision.next?.hasPrefix("usagectl resend") == true)
            #expect(held.verdict == .held)

            try await harness.askToResend(harness.cell)
            #expect(try await harness.reconcile().verdict == .inSync)
            harness.expectExactlyOneSubmittedFile(in: [harness.cell])
            #expect(harness.files.count == 1)

            // The wish is spent: a second rejection needs a second word.
            harness.act("reject", try #require(harness.files.first).id)
            #expect(try await harness.reconcile().verdict == .held)
            #expect(harness.statuses == ["rejected"])
        }
    }

    @Test func `a rejected file is sent again by rule only once its rows changed`() async throws {
        let policy = "months: {since: 2026-10}\nonRejected: resend"
        try await ReconcilerHarness.with(policy: policy) { harness in
            var usage = harness.account.usage(october)
            usage[0].quantity = ExactDecimal(55)
            try harness.deliver(usage, for: october)
            try await harness.reconcile()
            harness.act("reject", try #require(harness.files.first).id)
            let writes = harness.writes.count
            #expect(try await harness.reconcile().verdict == .held)
            #expect(harness.writes.count == writes)

            try harness.deliver(harness.account.usage(october), for: october)
            try await harness.reconcile()
            harness.expectExactlyOneSubmittedFile(in: [harness.cell])
            #expect(harness.files.count == 1)
        }
    }

    @Test func `a ready file whose usage changed is uploaded again before it is submitted`()
        async throws
    {
        try await ReconcilerHarness.with(policy: "months: {since: 2026-10}\nsubmit: manual") {
            harness in
            var usage = harness.account.usage(october)
            usage[0].quantity = ExactDecimal(55)
            try harness.deliver(usage, for: october)
            try await harness.reconcile()
            #expect(harness.statuses == ["ready"])

            try harness.deliver(harness.account.usage(october), for: october)
            var automatic = harness
            automatic.policy = "months: {since: 2026-10}"
            let report = try await automatic.reconcile()
            #expect(report[harness.cell]?.decision.reason == .readyStale)
            harness.expectExactlyOneSubmittedFile(in: [harness.cell])
            #expect(harness.files.count == 1)
        }
    }

    @Test func `a file that somebody else uploads to is not submitted as ours`() async throws {
        try await ReconcilerHarness.with(policy: "months: {since: 2026-10}\nsubmit: manual") {
            harness in
            try await harness.reconcile()
            let file = try #require(harness.files.first)
            let upload = october.lastDay.description + "T12:00:00+00:00"
            harness.change { world in
                for index in world.files.indices where world.files[index].id == file.id {
                    world.files[index]["events"]?["uploaded"] = ["at": .string(upload)]
                }
            }
            var automatic = harness
            automatic.policy = "months: {since: 2026-10}"
            let report = try await automatic.reconcile()
            #expect(report[harness.cell]?.decision.reason == .readyStale)
            harness.expectExactlyOneSubmittedFile(in: [harness.cell])
        }
    }

    @Test func `subscriptions are looked up by a parameter where the policy says so`() async throws
    {
        let policy = "months: {since: 2026-10}\nassetCriteria: parameter.tenant"
        try await ReconcilerHarness.with(SimulatedAccount(subscriptions: 2), policy: policy) {
            harness in
            let usage = harness.account.usage(october).map { line in
                var line = line
                line.subscription = "tenant-\(line.subscription)"
                return line
            }
            try harness.deliver(usage, for: october)
            #expect(try await harness.reconcile().verdict == .inSync)
            harness.expectExactlyOneSubmittedFile(in: [harness.cell])
        }
    }

    @Test func `nothing is owed before the month is closed`() async throws {
        try await ReconcilerHarness.with(policy: "months: {since: 2026-10, closeDelay: 5d}") {
            harness in
            let report = try await harness.reconcile()
            #expect(report.cells.isEmpty)
            #expect(harness.writes.isEmpty)
            harness.clock.advance(by: .seconds(86_400))
            try await harness.reconcile()
            harness.expectExactlyOneSubmittedFile(in: [harness.cell])
        }
    }

    @Test func `December is reported in January`() async throws {
        let december = october.next.next
        try await ReconcilerHarness.with(policy: "months: {since: 2026-12}") { harness in
            harness.clock.advance(by: .seconds(61 * 86_400))
            try harness.deliver(harness.account.usage(december), for: december)
            let report = try await harness.reconcile()
            #expect(report.months == ReportMonths(from: december, to: december))
            harness.expectExactlyOneSubmittedFile(in: [harness.account.cell(0, 0, december)])
            let file = try #require(harness.files.first)
            #expect(file.detail["name"]?.string?.contains("2026-12") == true)
            #expect(
                file.detail["external_id"]?.string
                    == "usagectl:tests:CRD-10000-00000-00000:PRD-100-000-000:2026-12"
            )
        }
    }

    @Test func `a wait that is over leaves the file to the next cycle`() async throws {
        try await ReconcilerHarness.with(options: PlatformOptions(processingTime: .seconds(300))) {
            harness in
            let first = try await harness.reconcile()
            #expect(first[harness.cell]?.outcome?.result == .processing)
            #expect(first.verdict == .drift)
            for _ in 0..<2 { try await harness.reconcile() }
            harness.expectExactlyOneSubmittedFile(in: [harness.cell])
            #expect(harness.writes.map(\.path).filter { $0.hasSuffix("/upload") }.count == 1)
        }
    }
}
