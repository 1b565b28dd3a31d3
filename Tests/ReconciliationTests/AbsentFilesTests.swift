import Policy
import Reconciliation
import TestSupport
import Testing
import UsageModel

@Suite("Cells without a file")
struct AbsentFilesTests {
    private static let all: [Step] = [.create, .upload, .submit]

    private static let cases: [JudgementCase] = [
        JudgementCase("usage and no file", .missing, .converge, .noFile, all) { $0.deliver() },
        JudgementCase("not asked yet", .missing, .converge, .noFile, all) { _ in },
        JudgementCase(
            "manual: created and uploaded", .missing, .converge, .noFile, [.create, .upload]
        ) {
            $0.policy.submit = .manual
            $0.deliver()
        },
        JudgementCase("only a deleted foreign file", .missing, .converge, .noFile, all) {
            $0.files = [.foreign("UF-1", .deleted)]
            $0.deliver()
        },
        JudgementCase("ours, deleted by a person", .missing, .hold, .deletedByPerson) {
            let file = UsageFile.ours("UF-1", .deleted)
            $0.files = [file]
            $0.remember(file)
            $0.deliver()
        },
        JudgementCase("ours, deleted by this ledger", .missing, .converge, .noFile, all) {
            let file = UsageFile.ours("UF-1", .deleted)
            $0.files = [file]
            $0.remember(file, deleteTried: true)
            $0.deliver()
        },
        JudgementCase(
            "ours, deleted by a person who asks for it again", .missing, .converge, .noFile, all
        ) {
            let file = UsageFile.ours("UF-1", .deleted)
            $0.files = [file]
            $0.remember(file)
            $0.knowledge.resends[ObservedWorld.cell] = instant("2026-11-05T05:30:00Z")
            $0.deliver()
        },
        JudgementCase("no usage: skip", .noUsage, .none, .noUsage) {
            $0.answer(.zero)
            $0.addBusyNeighbour()
        },
        JudgementCase("no usage: hold", .noUsage, .hold, .usageZeroHeld) {
            $0.policy.onNoUsage = .hold
            $0.answer(.zero)
            $0.addBusyNeighbour()
        },
        JudgementCase("no usage: hold, approved", .noUsage, .none, .noUsage) {
            $0.policy.onNoUsage = .hold
            $0.answer(.zero)
            $0.addBusyNeighbour()
            $0.approve()
        },
        JudgementCase("no usage: send, before the due day", .noUsage, .wait, .usageZeroWaits) {
            $0.policy.onNoUsage = .send
            $0.answerWithZeroRecords()
            $0.addBusyNeighbour()
            $0.now = instant("2026-11-07T23:59:59Z")
        },
        JudgementCase("no usage: send, on the due day", .missing, .converge, .zeroRecords, all) {
            $0.policy.onNoUsage = .send
            $0.answerWithZeroRecords()
            $0.addBusyNeighbour()
            $0.now = instant("2026-11-08T00:00:00Z")
        },
        JudgementCase("no usage: send, and nothing to send", .noUsage, .none, .noUsage) {
            $0.policy.onNoUsage = .send
            $0.answer(.zero)
            $0.addBusyNeighbour()
            $0.now = instant("2026-11-08T00:00:00Z")
        },
        JudgementCase("zero for everybody at once", .noUsage, .hold, .usageZeroEverywhere) {
            $0.answer(.zero)
        },
        JudgementCase("zero for everybody at once, approved", .noUsage, .none, .noUsage) {
            $0.answer(.zero)
            $0.approve()
        },
        JudgementCase(
            "zero for everybody at once, approved until yesterday", .noUsage, .hold,
            .usageZeroEverywhere
        ) {
            $0.answer(.zero)
            $0.approve()
            $0.knowledge.approvals[ObservedWorld.cell]?[0].until = instant("2026-11-05T05:59:59Z")
        },
        JudgementCase(
            "unknown usage before the due day is over", .unknownUsage, .wait, .usageUnknown
        ) {
            $0.answer(.unknown("no file matches"))
            $0.now = instant("2026-11-08T23:59:59Z")
        },
        JudgementCase("unknown usage when the due day is over", .unknownUsage, .hold, .usageUnknown)
        {
            $0.answer(.unknown("no file matches"))
            $0.now = instant("2026-11-09T00:00:00Z")
        },
        JudgementCase("unknown usage before it is expected", .unknownUsage, .wait, .usageUnknown) {
            $0.answer(.unknown("no file matches"), expectedBy: instant("2026-11-06"))
        },
        JudgementCase("unknown usage after it was expected", .unknownUsage, .hold, .usageUnknown) {
            $0.answer(.unknown("no file matches"), expectedBy: instant("2026-11-05T06:00:00Z"))
        },
        JudgementCase("a row twice in the source", .missing, .hold, .usageTwice) {
            $0.deliver()
            $0.usage.cells[ObservedWorld.cell]?.defect = UsageDefect(
                reason: .usageTwice, message: "twice")
        },
        JudgementCase("several subscriptions answer", .missing, .hold, .subscriptionAmbiguous) {
            $0.deliver()
            $0.usage.cells[ObservedWorld.cell]?.defect = UsageDefect(
                reason: .subscriptionAmbiguous, message: "two")
        },
        JudgementCase("totals beyond 38 digits", .missing, .hold, .usageRejected) {
            let large = String(repeating: "9", count: 38)
            $0.deliver([large, large])
        },
    ]

    @Test(arguments: cases)
    func `the source decides about a month without a file`(example: JudgementCase) throws {
        try example.check()
    }

    @Test func `a cell that is not asked for yet demands its usage`() {
        var world = ObservedWorld()
        #expect(world.plan.usageDemand == [ObservedWorld.cell])
        world.deliver()
        #expect(world.plan.usageDemand.isEmpty)
    }

    @Test func `a cell in sync demands nothing of the source`() {
        var world = ObservedWorld()
        world.files = [.foreign("UF-1", .accepted)]
        #expect(world.plan.usageDemand.isEmpty)
    }

    @Test func `a cell is overdue after its due day and only while it is not settled`() throws {
        var world = ObservedWorld()
        world.deliver()
        world.now = instant("2026-11-08T23:59:59Z")
        #expect(try !#require(world.planned()).isOverdue)
        world.now = instant("2026-11-09T00:00:00Z")
        #expect(try #require(world.planned()).isOverdue)
        world.files = [.foreign("UF-1", .accepted)]
        #expect(try !#require(world.planned()).isOverdue)
    }
}
