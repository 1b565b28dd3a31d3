import Policy
import Reconciliation
import TestSupport
import Testing
import UsageModel

@Suite("Cells with several files of ours")
struct SeveralFilesTests {
    private static let several: [JudgementCase] = [
        JudgementCase(
            "two of this ledger's", .duplicate, .converge, .surplus, [.delete, .upload, .submit]
        ) {
            let (first, second) = (UsageFile.ours("UF-1", .draft), UsageFile.ours("UF-2", .draft))
            $0.files = [first, second]
            $0.remember(first)
            $0.remember(second)
            $0.deliver()
        },
        JudgementCase(
            "two of this ledger's beside somebody else's: nothing is sent", .duplicate, .converge,
            .surplus, [.delete]
        ) {
            let (first, second) = (UsageFile.ours("UF-1", .draft), UsageFile.ours("UF-2", .draft))
            $0.files = [first, second, .foreign("UF-3", .ready)]
            $0.remember(first)
            $0.remember(second)
            $0.deliver()
        },
        JudgementCase("the younger by another ledger", .duplicate, .hold, .surplusElsewhere) {
            let first = UsageFile.ours("UF-1", .draft, created: "2026-11-04T05:00:00Z")
            $0.files = [first, .ours("UF-2", .draft)]
            $0.remember(first)
            $0.deliver()
        },
        JudgementCase("the younger by another ledger, just now", .duplicate, .wait, .takeover) {
            let first = UsageFile.ours("UF-1", .draft)
            $0.files = [first, .ours("UF-2", .draft, created: "2026-11-05T05:55:00Z")]
            $0.remember(first)
            $0.deliver()
        },
        JudgementCase(
            "the younger by another ledger, deleteOurs", .duplicate, .converge, .surplus,
            [.delete, .upload, .submit]
        ) {
            let first = UsageFile.ours("UF-1", .draft, created: "2026-11-04T05:00:00Z")
            $0.policy.onDuplicate = .deleteOurs
            $0.files = [first, .ours("UF-2", .draft)]
            $0.remember(first)
            $0.deliver()
        },
        JudgementCase(
            "the elder by another ledger: ours goes", .duplicate, .converge, .surplus, [.delete]
        ) {
            let ours = UsageFile.ours("UF-1", .draft, created: "2026-11-05T05:55:00Z")
            $0.files = [ours, .ours("UF-2", .draft, created: "2026-11-05T05:54:00Z")]
            $0.remember(ours)
            $0.deliver()
        },
        JudgementCase(
            "a rejected file stays, the draft beside it goes", .duplicate, .converge, .surplus,
            [.delete]
        ) {
            let (old, new) = (
                UsageFile.ours("UF-2", .draft, created: "2026-11-03T05:55:00Z"),
                UsageFile.ours("UF-1", .rejected)
            )
            $0.files = [old, new]
            $0.remember(old)
            $0.remember(new)
            $0.deliver()
        },
        JudgementCase("two rejected files", .duplicate, .hold, .surplusElsewhere) {
            $0.files = [.ours("UF-1", .rejected), .ours("UF-2", .rejected)]
        },
        JudgementCase(
            "two rejected files, and a person asks for one again", .rejected, .converge, .resend,
            [.upload, .submit], twoRefused),
        JudgementCase(
            "two rejected files, of which one was sent again", .ready, .converge, .readyToSubmit,
            [.submit], sentAgain),
        JudgementCase(
            "two rejected files, of which one was sent again for a person to submit", .ready, .hold,
            .readyManual
        ) {
            sentAgain(&$0)
            $0.policy.submit = .manual
        },
        JudgementCase(
            "two rejected files, of which another ledger sent one again", .duplicate, .hold,
            .surplusElsewhere
        ) {
            sentAgain(&$0)
            $0.knowledge.cells = [:]
        },
        JudgementCase(
            "two rejected files and a draft of this ledger", .duplicate, .converge, .surplus,
            [.delete]
        ) {
            let draft = UsageFile.ours("UF-3", .draft)
            $0.files = [.ours("UF-1", .rejected), .ours("UF-2", .rejected), draft]
            $0.remember(draft)
            $0.deliver()
        },
        JudgementCase(
            "two rejected files and a draft, and a person asks for one again", .duplicate, .hold,
            .surplusElsewhere
        ) {
            twoRefused(&$0)
            $0.files.append(.ours("UF-3", .draft))
        },
    ]

    /// The platform may keep saying that a file was submitted once.
    private static let sentAgain: @Sendable (inout ObservedWorld) -> Void = {
        $0.deliver()
        $0.files = [.ours("UF-2", .rejected)]
        $0.add(uploaded: UsageFile.ours("UF-1", .rejected).with { $0.status = .ready })
    }

    private static let twoRefused: @Sendable (inout ObservedWorld) -> Void = {
        let first = UsageFile.ours("UF-1", .rejected, created: "2026-11-04T05:00:00Z")
        $0.files = [.ours("UF-2", .rejected), first]
        $0.deliver()
        $0.knowledge.resends[ObservedWorld.cell] = instant("2026-11-05T05:30:00Z")
    }

    @Test func `the refused file that is not sent again does not shut the gate`() throws {
        var world = ObservedWorld()
        Self.twoRefused(&world)
        let planned = try #require(world.planned())
        #expect(planned.assessment.survivor?.id == "UF-1")
        let order = try #require(
            CellOrder(planned, identity: ObservedWorld.identity, knowledge: world.knowledge))
        #expect(order.disregarded == ["UF-2"])
    }

    @Test(arguments: several)
    func `of two live files of ours one stays`(example: JudgementCase) throws {
        try example.check()
    }

    @Test func `the survivor is the elder by creation and not by id`() throws {
        var world = ObservedWorld()
        let elder = UsageFile.ours("UF-9", .draft, created: "2026-11-04T06:00:00Z")
        let younger = UsageFile.ours("UF-1", .draft, created: "2026-11-04T06:00:01Z")
        world.files = [younger, elder]
        world.remember(elder)
        world.remember(younger)
        world.deliver()
        let assessment = try #require(world.planned()).assessment
        #expect(assessment.survivor?.id == "UF-9")
        #expect(assessment.surplus.map(\.id) == ["UF-1"])
    }

    @Test func `of two files of one instant the smaller id stays`() throws {
        var world = ObservedWorld()
        let files = [UsageFile.ours("UF-2", .draft), UsageFile.ours("UF-1", .draft)]
        world.files = files
        for file in files { world.remember(file) }
        world.deliver()
        #expect(try #require(world.planned()).assessment.survivor?.id == "UF-1")
    }
}
