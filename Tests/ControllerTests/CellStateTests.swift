import ConnectSimulator
import Reconciliation
import TestSupport
import Testing
import UsageModel

/// Every state of a cell, from the platform's files to the exit code and back.
struct CellStateTests {
    /// A world that a cycle meets, and what becomes of it.
    struct Case: Sendable, CustomTestStringConvertible {
        let name: String
        var files: [SimulatedFileSeed] = []
        var policy = "months: {since: 2026-10}"
        /// Nil where the vendor's file of the month is missing.
        var usage: [SimulatedUsage]? = account.usage(october)
        var withUsage = false
        let state: CellState
        let verb: Decision.Verb
        let reason: ReasonCode
        let diff: Verdict
        /// Live files of the cell after a reconcile.
        let after: [String]
        let reconcile: Verdict

        var testDescription: String { name }
    }

    static let account = SimulatedAccount(subscriptions: 2)
    static let cell = account.cell(0, 0, october)
    static let earlier = ReconcilerHarness.now.adding(.seconds(-86_400))

    static func seed(
        _ id: String, _ status: String, ours: Bool = false,
        _ change: (inout SimulatedFileSeed) -> Void = { _ in }
    ) -> SimulatedFileSeed {
        var seed = SimulatedFileSeed(
            id, cell, status, identity: ours ? ReconcilerHarness.identity : nil, createdAt: earlier)
        change(&seed)
        return seed
    }

    static func days(_ from: Int, _ to: Int) -> DateSpan? {
        DateSpan(
            from: october.firstDay.adding(days: from - 1), to: october.firstDay.adding(days: to - 1)
        )
    }

    static let cases: [Case] = [
        Case(
            name: "missing", state: .missing, verb: .converge, reason: .noFile, diff: .drift,
            after: ["pending"], reconcile: .inSync),
        Case(
            name: "in sync by a foreign file", files: [seed("UF-1", "accepted")], state: .inSync,
            verb: .none, reason: .submitted, diff: .inSync, after: ["accepted"],
            reconcile: .inSync),
        Case(
            name: "in sync in parts",
            files: [
                seed("UF-1", "closed") { $0.period = days(1, 15) },
                seed("UF-2", "pending") { $0.period = days(16, 31) },
            ], state: .inSync, verb: .none, reason: .submittedInParts, diff: .inSync,
            after: ["closed"], reconcile: .inSync),
        Case(
            name: "a draft that a dead run left", files: [seed("UF-1", "draft", ours: true)],
            state: .draft, verb: .converge, reason: .draftResume, diff: .drift, after: ["pending"],
            reconcile: .inSync),
        Case(
            name: "a draft of somebody else", files: [seed("UF-1", "draft")], state: .draft,
            verb: .hold, reason: .foreignDraft, diff: .held, after: ["draft"], reconcile: .held),
        Case(
            name: "a foreign draft that the policy ignores", files: [seed("UF-1", "draft")],
            policy: "months: {since: 2026-10}\nforeignDrafts: ignore", state: .missing,
            verb: .converge, reason: .noFile, diff: .drift, after: ["draft", "pending"],
            reconcile: .inSync),
        Case(
            name: "a foreign file in processing",
            files: [
                seed("UF-1", "processing") {
                    $0.createdAt = ReconcilerHarness.now.adding(.seconds(-7200))
                }
            ],
            state: .processing, verb: .wait, reason: .foreignProcessing, diff: .drift,
            after: ["processing"], reconcile: .drift),
        Case(
            name: "stuck", files: [seed("UF-1", "processing", ours: true)], state: .stuck,
            verb: .hold, reason: .stuck, diff: .held, after: ["processing"], reconcile: .held),
        Case(
            name: "a ready file whose upload this ledger does not know",
            files: [seed("UF-1", "ready", ours: true)], state: .ready, verb: .converge,
            reason: .readyStale, diff: .drift, after: ["pending"], reconcile: .inSync),
        Case(
            name: "an invalid file whose upload was never answered",
            files: [seed("UF-1", "invalid", ours: true)], state: .invalid, verb: .converge,
            reason: .invalidUnanswered, diff: .drift, after: ["pending"], reconcile: .inSync),
        Case(
            name: "rejected", files: [seed("UF-1", "rejected", ours: true)], state: .rejected,
            verb: .hold, reason: .rejected, diff: .held, after: ["rejected"], reconcile: .held),
        Case(
            name: "a foreign file that was rejected", files: [seed("UF-1", "rejected")],
            state: .rejected, verb: .hold, reason: .foreignRejected, diff: .held,
            after: ["rejected"], reconcile: .held),
        Case(
            name: "two submitted files",
            files: [seed("UF-1", "accepted"), seed("UF-2", "pending")],
            state: .duplicate, verb: .hold, reason: .twoSubmitted, diff: .held,
            after: ["accepted", "pending"], reconcile: .held),
        Case(
            name: "a gap", files: [seed("UF-1", "accepted") { $0.period = days(1, 20) }],
            state: .partial, verb: .hold, reason: .gap, diff: .held, after: ["accepted"],
            reconcile: .held),
        Case(
            name: "a status that nobody knows", files: [seed("UF-1", "frozen")], state: .occupied,
            verb: .hold, reason: .unknownStatus, diff: .held, after: ["frozen"], reconcile: .held),
        Case(
            name: "usage unknown before the due date", usage: nil, state: .unknownUsage,
            verb: .wait, reason: .usageUnknown, diff: .drift, after: [], reconcile: .drift),
        Case(
            name: "zero for the whole month at once", usage: [], state: .noUsage, verb: .hold,
            reason: .usageZeroEverywhere, diff: .held, after: [], reconcile: .held),
        Case(
            name: "a marker that names another contract",
            files: [
                seed("UF-1", "draft") {
                    $0.extra["external_id"] =
                        "usagectl:tests:CRD-1:\(SimulatedAccount.product()):2026-10"
                }
            ], state: .occupied, verb: .hold, reason: .identityConflict, diff: .held,
            after: ["draft"], reconcile: .held),
    ]

    @Test(arguments: cases)
    func `diff names a cell's state, and reconcile does what it may about it`(
        _ given: Case
    ) async throws {
        try await ReconcilerHarness.with(Self.account, files: given.files, policy: given.policy) {
            harness in
            try harness.deliver(given.usage, for: october)
            let diff = try await harness.diff(withUsage: given.withUsage)
            let found = try #require(diff[Self.cell])
            #expect(found.state == given.state)
            #expect(found.decision.verb == given.verb)
            #expect(found.decision.reason == given.reason)
            #expect((found.decision.next == nil) == (given.verb == .none))
            #expect(diff.verdict == given.diff)
            #expect(diff.conservation.balanced)
            #expect(harness.writes.isEmpty)

            let report = try await harness.reconcile()
            #expect(harness.statuses == given.after)
            #expect(report.verdict == given.reconcile)
            #expect(report.conservation.balanced)
        }
    }

    @Test func `every state of a cell has a test here`() {
        let elsewhere: Set<CellState> = [.mismatch, .unexpected]
        #expect(Set(Self.cases.map(\.state)).union(elsewhere) == Set(CellState.allCases))
    }

    @Test func `a file that the platform does not finish is taken up later, and is stuck at last`()
        async throws
    {
        try await ReconcilerHarness.with { harness in
            harness.transport.script(ScriptedFault(.stuck, method: "POST", path: "/upload"))
            let first = try await harness.reconcile()
            #expect(first[harness.cell]?.outcome?.result == .processing)
            #expect(first.verdict == .drift)

            let soon = try await harness.diff()
            #expect(soon[harness.cell]?.state == .processing)
            #expect(soon[harness.cell]?.decision.verb == .converge)

            harness.clock.advance(by: .seconds(7 * 3600))
            let late = try await harness.diff()
            #expect(late[harness.cell]?.state == .stuck)
            #expect(late.verdict == .held)
        }
    }

    /// Somebody else's file of a month that is not owed, and a row in it whose id October's only row
    /// has too: what only the platform can know.
    private static let takenFile = [
        SimulatedFileSeed(
            "UF-9", SimulatedAccount().cell(0, 0, september), "accepted", createdAt: earlier)
    ]
    private static let takenRecord: [ConnectSimulator.JSONValue] = [
        [
            "id": "UR-9", "record_id": .string(SimulatedAccount().usage(october)[0].recordID),
            "usagefile": ["id": "UF-9"], "product_id": .string(SimulatedAccount.product().text),
            "start_date": "2026-09-01T00:00:00+00:00", "end_date": "2026-09-30T23:59:59+00:00",
            "usage": 1, "status": "approved",
        ]
    ]

    @Test func `rows that the platform refuses hold the cell until they change by a person's word`()
        async throws
    {
        try await ReconcilerHarness.with(files: Self.takenFile, records: Self.takenRecord) {
            harness in
            let first = try await harness.reconcile()
            #expect(first[harness.cell]?.outcome?.result == .invalid)
            #expect(first[harness.cell]?.outcome?.error?.contains("already reported") == true)
            #expect(first.verdict == .held)

            let second = try await harness.diff()
            #expect(second[harness.cell]?.state == .invalid)
            #expect(second[harness.cell]?.decision.reason == .invalidRows)
            #expect(second.verdict == .held)
            #expect(harness.statuses == ["invalid"])
        }
    }

    @Test func `an invalid file is sent again by rule once its rows change, and only then`()
        async throws
    {
        let policy = "months: {since: 2026-10}\nonInvalid: resend"
        try await ReconcilerHarness.with(
            files: Self.takenFile, records: Self.takenRecord, policy: policy
        ) { harness in
            try await harness.reconcile()
            #expect(harness.statuses == ["invalid"])
            let writes = harness.writes.count
            try await harness.reconcile()
            #expect(harness.writes.count == writes)

            var usage = harness.account.usage(october)
            usage[0].recordID = "another"
            try harness.deliver(usage, for: october)
            try await harness.reconcile()
            harness.expectExactlyOneSubmittedFile(in: [harness.cell])
        }
    }

    @Test func `usage that changes after the submit is a mismatch and never a second file`()
        async throws
    {
        try await ReconcilerHarness.with { harness in
            try await harness.reconcile()
            let writes = harness.writes.count
            var usage = harness.account.usage(october)
            usage[0].quantity = ExactDecimal(77)
            try harness.deliver(usage, for: october)

            let diff = try await harness.diff(withUsage: true)
            #expect(diff[harness.cell]?.state == .mismatch)
            #expect(diff[harness.cell]?.decision.reason == .mismatch)
            #expect(diff.verdict == .held)
            try await harness.reconcile()
            #expect(harness.writes.count == writes)
        }
    }

    @Test func `a draft of ours where nothing is owed is unexpected and stays`() async throws {
        let account = SimulatedAccount()
        let cell = account.cell(0, 0, september)
        let file = SimulatedFileSeed(
            "UF-1", cell, "draft", identity: ReconcilerHarness.identity, createdAt: Self.earlier)
        try await ReconcilerHarness.with(account, files: [file]) { harness in
            let report = try await harness.reconcile()
            #expect(report[cell]?.state == .unexpected)
            #expect(report[cell]?.decision.reason == .notOwed)
            #expect(report[cell]?.owed == false)
            #expect(report.verdict == .held)
            #expect(harness.statuses(cell) == ["draft"])
            #expect(harness.statuses == ["pending"])
        }
    }

    @Test func `an attested zero beside other usage is neutral`() async throws {
        try await ReconcilerHarness.with(SimulatedAccount(products: 2)) { harness in
            try harness.deliver(harness.account.usage(october, ofProducts: [0]), for: october)
            let silent = harness.account.cell(0, 1, october)
            let diff = try await harness.diff()
            #expect(diff[silent]?.state == .noUsage)
            #expect(diff[silent]?.decision.verb == Decision.Verb.none)
            let report = try await harness.reconcile()
            #expect(report.verdict == .inSync)
            #expect(harness.live(silent).isEmpty)
        }
    }

    @Test func `unknown usage waits until the due date and is held from then on`() async throws {
        try await ReconcilerHarness.with { harness in
            try harness.deliver(nil, for: october)
            #expect(try await harness.diff().verdict == .drift)
            harness.clock.advance(by: .seconds(4 * 86_400))
            let late = try await harness.diff()
            #expect(late[harness.cell]?.state == .unknownUsage)
            #expect(late[harness.cell]?.decision.verb == .hold)
            #expect(late[harness.cell]?.overdue == true)
            #expect(late.verdict == .held)
        }
    }

    @Test func `a draft of ours that a person deleted in the portal is not made again`()
        async throws
    {
        let file = Self.seed("UF-1", "draft", ours: true)
        try await ReconcilerHarness.with(Self.account, files: [file]) { harness in
            harness.act("delete", "UF-1")
            let report = try await harness.reconcile()
            #expect(report[Self.cell]?.decision.reason == .deletedByPerson)
            #expect(report.verdict == .held)
            #expect(harness.writes.isEmpty)
        }
    }
}
