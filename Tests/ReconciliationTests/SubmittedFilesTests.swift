import Policy
import Reconciliation
import TestSupport
import Testing
import UsageModel

@Suite("Cells with submitted files")
struct SubmittedFilesTests {
    /// Submitted foreign files with these periods in October 2026.
    private static func tiles(_ spans: [(String, String)]) -> [UsageFile] {
        spans.enumerated().map { index, days in
            .foreign(
                UsageFileID("UF-\(index)"), .accepted,
                period: span("2026-10-\(days.0)", "2026-10-\(days.1)"))
        }
    }

    private static let cases: [JudgementCase] = [
        JudgementCase("pending is submitted", .inSync, .none, .submitted) {
            $0.files = [.ours("UF-1", .pending)]
        },
        JudgementCase("accepted is submitted", .inSync, .none, .submitted) {
            $0.files = [.ours("UF-1", .accepted)]
        },
        JudgementCase("closed is submitted", .inSync, .none, .submitted) {
            $0.files = [.ours("UF-1", .closed)]
        },
        JudgementCase(
            "a foreign submitted file satisfies the obligation", .inSync, .none, .submitted
        ) {
            $0.files = [.foreign("UF-1", .accepted)]
        },
        JudgementCase(
            "another identity's file is foreign and satisfies", .inSync, .none, .submitted
        ) {
            $0.files = [
                UsageFile.foreign("UF-1", .pending).with {
                    let other = Marker(identity: installation("staging"), cell: ObservedWorld.cell)
                    $0.externalID = other.externalID
                }
            ]
        },
        JudgementCase(
            "a foreign file over more than a century covers the month", .inSync, .none, .submitted
        ) {
            $0.files = [
                .foreign("UF-1", .accepted, period: span("2016-01-01", "2199-12-31"))
            ]
        },
        JudgementCase(
            "a rejected file beside a submitted one is a leftover", .inSync, .none, .submitted
        ) {
            $0.files = [.ours("UF-1", .rejected), .ours("UF-2", .pending)]
        },
        JudgementCase(
            "ours, of which the platform lost a record before a person submitted it", .mismatch,
            .hold, .mismatch
        ) {
            $0.deliver()
            $0.add(uploaded: UsageFile.ours("UF-1", .accepted).with { $0.stats.uploaded = 1 })
        },
        JudgementCase(
            "ours, as this ledger uploaded it, accepted record by record", .inSync, .none,
            .submitted
        ) {
            $0.deliver()
            $0.add(
                uploaded: UsageFile.ours("UF-1", .closed).with {
                    $0.stats = UsageFileStats(
                        uploaded: 2, validated: 0, pending: 0, accepted: 0, closed: 1)
                })
        },
        JudgementCase(
            "ours, as this ledger uploaded it", .inSync, .none, .submitted
        ) {
            $0.deliver()
            $0.add(uploaded: .ours("UF-1", .accepted))
        },
        JudgementCase(
            "ours, uploaded again by somebody else before it was submitted", .mismatch, .hold,
            .mismatch
        ) {
            $0.deliver()
            $0.add(uploaded: .ours("UF-1", .accepted))
            $0.files[0].events.uploaded?.at = $0.now.adding(.seconds(-7))
            $0.knowledge.cells[ObservedWorld.cell]?.files["UF-1"]?.submitTried = true
        },
        JudgementCase(
            "ours, taken over and submitted by another ledger", .inSync, .none, .submitted
        ) {
            $0.deliver()
            $0.add(uploaded: .ours("UF-1", .accepted))
            $0.files[0].events.uploaded?.at = $0.now.adding(.seconds(-7))
        },
        JudgementCase("two submitted files over the same days", .duplicate, .hold, .twoSubmitted) {
            $0.files = [.ours("UF-1", .pending), .foreign("UF-2", .accepted)]
        },
        JudgementCase("a week inside a submitted month", .duplicate, .hold, .twoSubmitted) {
            $0.files = tiles([("01", "31"), ("12", "18")])
        },
        JudgementCase("tiles that share one day", .duplicate, .hold, .twoSubmitted) {
            $0.files = tiles([("01", "15"), ("15", "31")])
        },
        JudgementCase("days tile the month", .inSync, .none, .submittedInParts) {
            $0.files = tiles(
                (1...31).map { ($0 < 10 ? "0\($0)" : "\($0)", $0 < 10 ? "0\($0)" : "\($0)") })
        },
        JudgementCase("weeks across its ends tile the month", .inSync, .none, .submittedInParts) {
            $0.files = [
                .foreign("UF-1", .accepted, period: span("2026-09-28", "2026-10-14")),
                .foreign("UF-2", .closed, period: span("2026-10-15", "2026-11-01")),
            ]
        },
        JudgementCase("a quarter covers the month", .inSync, .none, .submitted) {
            $0.files = [.foreign("UF-1", .accepted, period: span("2026-08-01", "2026-10-31"))]
        },
        JudgementCase("a period that loses the last day leaves a gap", .partial, .hold, .gap) {
            $0.files = tiles([("01", "30")])
        },
        JudgementCase("days before the contract's start need no file", .inSync, .none, .submitted) {
            $0.contracts[0].events = ContractEvents(created: instant("2026-10-17T09:00:00Z"))
            $0.files = tiles([("17", "31")])
        },
        JudgementCase("the first day of the contract needs one", .partial, .hold, .gap) {
            $0.contracts[0].events = ContractEvents(created: instant("2026-10-16T23:00:00Z"))
            $0.files = tiles([("17", "31")])
        },
        JudgementCase(
            "a submitted file of another environment", .occupied, .hold, .otherEnvironment
        ) {
            $0.files = [UsageFile.foreign("UF-1", .accepted).with { $0.environment = "test" }]
        },
        JudgementCase("a file that names no environment", .inSync, .none, .submitted) {
            $0.files = [UsageFile.foreign("UF-1", .accepted).with { $0.environment = nil }]
        },
        JudgementCase("a test contract's file is a test file", .inSync, .none, .submitted) {
            $0.contracts[0].kind = "test"
            $0.files = [UsageFile.foreign("UF-1", .accepted).with { $0.environment = "test" }]
        },
        JudgementCase("an unknown status occupies", .occupied, .hold, .unknownStatus) {
            $0.files = [.foreign("UF-1", .unknown("quarantined"))]
        },
        JudgementCase(
            "an unknown status occupies beside a submitted file", .occupied, .hold, .unknownStatus
        ) {
            $0.files = [.ours("UF-2", .accepted), .foreign("UF-1", .unknown("quarantined"))]
        },
        JudgementCase(
            "our draft beside a submitted file is surplus", .duplicate, .converge, .surplus,
            [.delete]
        ) {
            let draft = UsageFile.ours("UF-1", .draft)
            $0.files = [draft, .foreign("UF-2", .accepted)]
            $0.remember(draft)
        },
        JudgementCase("our surplus in processing waits", .duplicate, .wait, .surplus) {
            let busy = UsageFile.ours("UF-1", .processing)
            $0.files = [busy, .foreign("UF-2", .accepted)]
            $0.remember(busy)
        },
        JudgementCase(
            "a foreign draft beside a submitted file is a note", .inSync, .none, .submitted
        ) {
            $0.files = [.foreign("UF-1", .draft), .foreign("UF-2", .accepted)]
        },
        JudgementCase("the source says now what was sent", .inSync, .none, .submitted) {
            $0.deliver()
            $0.add(uploaded: .ours("UF-1", .pending))
        },
        JudgementCase("the source says something else now", .mismatch, .hold, .mismatch) {
            $0.deliver(["1"])
            $0.add(uploaded: .ours("UF-1", .pending))
            $0.deliver(["1", "2"])
        },
        JudgementCase("the source attests zero now", .mismatch, .hold, .mismatch) {
            $0.deliver(["1"])
            $0.add(uploaded: .ours("UF-1", .pending))
            $0.answer(.zero)
            $0.addBusyNeighbour()
            $0.knowledge.cells[ObservedWorld.cell]?.files["UF-1"]?.upload?.sent.items = [
                ItemTotal(mpn: "MPN-A", rows: 1, quantity: decimal("1"))
            ]
        },
        JudgementCase(
            "an unknown source says nothing against what was sent", .inSync, .none, .submitted
        ) {
            $0.deliver(["1"])
            $0.add(uploaded: .ours("UF-1", .pending))
            $0.answer(.unknown("the export is missing"))
        },
    ]

    @Test(arguments: cases)
    func `submitted files settle, doubly cover or leave open a month`(example: JudgementCase) throws
    {
        try example.check()
    }

    @Test func `a gap names its days`() throws {
        var world = ObservedWorld()
        world.files = Self.tiles([("03", "09"), ("11", "20"), ("25", "30")])
        let message = try #require(world.planned()).decision.message
        #expect(
            message == "submitted files leave 2026-10-01..2026-10-02, 2026-10-10, "
                + "2026-10-21..2026-10-24, 2026-10-31 uncovered")
    }

    @Test func `an overlap names its files and days`() throws {
        var world = ObservedWorld()
        world.files = Self.tiles([("01", "15"), ("14", "31")])
        let message = try #require(world.planned()).decision.message
        #expect(
            message.hasPrefix("'UF-0' and 'UF-1' are both submitted for 2026-10-14..2026-10-15"))
    }

    @Test func `leftovers beside a submitted file are notes`() throws {
        var world = ObservedWorld()
        world.files = [
            .foreign("UF-1", .draft), .foreign("UF-2", .rejected), .foreign("UF-3", .accepted),
            .foreign("UF-4", .deleted),
        ]
        let notes = try #require(world.planned()).assessment.notes
        #expect(
            notes == [
                "'UF-1' (draft) is left over beside the submitted file",
                "'UF-2' (rejected) is left over beside the submitted file",
            ])
    }

    @Test func `a file over two months covers both`() throws {
        var world = ObservedWorld()
        world.policy.months.since = month("2026-09")
        world.files = [.foreign("UF-1", .accepted, period: span("2026-09-01", "2026-10-31"))]
        #expect(world.plan.cells.map(\.state) == [.inSync, .inSync])
    }
}
