import Policy
import Reconciliation
import TestSupport
import Testing
import UsageModel

@Suite("The report of a plan and its exit code")
struct ReportTests {
    private static func code(
        _ outcomes: [Cell: Outcome]? = nil, _ arrange: (inout ObservedWorld) -> Void
    ) -> Verdict {
        var world = ObservedWorld()
        arrange(&world)
        return Verdict(world.report(outcomes: outcomes))
    }

    @Test func `in sync and no usage are 0, work and waiting 2, held is 3`() {
        #expect(Self.code { $0.files = [.foreign("UF-1", .accepted)] } == .inSync)
        #expect(
            Self.code {
                $0.answer(.zero)
                $0.addBusyNeighbour()
                $0.files = [
                    .foreign(
                        "UF-1", .accepted,
                        in: ObservedWorld.cell("2026-10", product: "PRD-900-900-900"))
                ]
            } == .inSync)
        #expect(Self.code { $0.deliver() } == .drift)
        #expect(Self.code { $0.answer(.unknown("gone")) } == .drift)
        #expect(Self.code { $0.files = [.foreign("UF-1", .draft)] } == .held)
    }

    @Test func `an acknowledged cell or file is out of 3 until the day comes`() {
        let now = ObservedWorld().now
        for subject in [ObservedWorld.cell.description, "UF-1"] {
            for (until, expected) in [(now.adding(.seconds(1)), Verdict.inSync), (now, .held)] {
                let code = Self.code {
                    $0.files = [.foreign("UF-1", .draft)]
                    $0.knowledge.acknowledgements[subject] = Acknowledgement(
                        subject: subject, reason: "known", by: "ann", at: now, until: until)
                }
                #expect(code == expected, "\(subject) until \(until)")
            }
        }
    }

    @Test(arguments: [
        (UnattributedReason.subscriptionUnknown, false, Verdict.held),
        (.subscriptionUnknown, true, .inSync), (.notOwed, false, .inSync),
        (.preview, false, .held),
    ])
    func `unattributed usage needs a person, or none`(
        reason: UnattributedReason, isAcknowledged: Bool, expected: Verdict
    ) {
        let code = Self.code {
            $0.files = [.foreign("UF-1", .accepted)]
            $0.usage.unattributed = [
                UnattributedUsage(
                    product: ObservedWorld.product, month: month("2026-10"), records: 2,
                    reason: reason,
                    examples: ["AS-9"])
            ]
            $0.usage.delivered = 2
            if isAcknowledged {
                $0.knowledge.acknowledgements["AS-9"] = Acknowledgement(
                    subject: "AS-9", reason: "known", by: "ann", at: $0.now,
                    until: $0.now.adding(.seconds(9)))
            }
        }
        #expect(code == expected)
    }

    @Test(arguments: [
        (Outcome(result: .submitted), Verdict.inSync),
        (Outcome(result: .submitted, error: "two"), .held), (Outcome(result: .ready), .held),
        (Outcome(result: .processing), .drift), (Outcome(result: .deleted), .drift),
        (Outcome(result: .invalid), .held), (Outcome(result: .failed), .error),
        (Outcome(result: .unknown), .drift), (Outcome(result: .held), .held),
        (Outcome(result: .notStarted), .drift),
    ])
    func `after a reconcile the code speaks of what was achieved`(
        outcome: Outcome, expected: Verdict
    ) {
        #expect(Self.code([ObservedWorld.cell: outcome]) { $0.deliver() } == expected)
    }

    @Test func `deleted surplus beside a submitted file is in sync`() {
        let code = Self.code([ObservedWorld.cell: Outcome(result: .deleted)]) {
            let draft = UsageFile.ours("UF-1", .draft)
            $0.files = [draft, .foreign("UF-2", .accepted)]
            $0.remember(draft)
        }
        #expect(code == .inSync)
    }

    @Test func `4 outranks 1, 1 outranks 3, 3 outranks 2`() {
        var world = ObservedWorld()
        world.files = [.foreign("UF-1", .draft)]
        world.addBusyNeighbour()
        var report = world.report()
        #expect(Verdict(report) == .held)
        report.errors = ["no"]
        #expect(Verdict(report) == .error)
        report.errors = []
        report.conservation.balanced = false
        #expect(Verdict(report) == .error)
        report.observation.complete = false
        #expect(Verdict(report) == .unproven)
    }

    @Test(arguments: [
        (nil, 2, 0), (Outcome.Result.submitted, 2, 0), (.processing, 2, 0), (.failed, 0, 2),
        (.unknown, 0, 2), (.notStarted, 0, 2),
    ])
    func `records are in files where that was achieved`(
        result: Outcome.Result?, inFiles: Int, held: Int
    ) {
        var world = ObservedWorld()
        world.deliver()
        let outcomes = result.map { [ObservedWorld.cell: Outcome(result: $0)] }
        let conservation = world.report(outcomes: outcomes).conservation
        #expect(
            conservation
                == Conservation(delivered: 2, inFiles: inFiles, held: held, unattributed: 0))
        #expect(conservation.balanced)
    }

    @Test func `zero records that are added count as nothing delivered`() {
        var world = ObservedWorld()
        world.policy.onNoUsage = .send
        world.now = instant("2026-11-08T00:00:00Z")
        world.answerWithZeroRecords()
        world.addBusyNeighbour()
        #expect(
            world.report().conservation
                == Conservation(delivered: 1, inFiles: 1, held: 0, unattributed: 0))
    }

    @Test func `a selection's balance is of what is selected`() {
        var world = ObservedWorld()
        world.deliver()
        world.addBusyNeighbour()
        let report = world.report(CellSelection(products: [Glob("PRD-001*")]))
        #expect(report.cells.map(\.cell) == [ObservedWorld.cell])
        #expect(
            report.conservation
                == Conservation(delivered: 2, inFiles: 2, held: 0, unattributed: 0))
        #expect(report.months == ReportMonths(from: month("2026-10"), to: month("2026-10")))
    }

    @Test func `the summary counts every cell once`() {
        var world = ObservedWorld()
        world.policy.months.since = month("2026-08")
        world.now = instant("2026-11-09T00:00:00Z")
        world.files = [
            .foreign("UF-1", .accepted, in: ObservedWorld.cell("2026-08")),
            .foreign("UF-2", .draft, in: ObservedWorld.cell("2026-09")),
        ]
        world.deliver()
        let summary = world.report().summary
        #expect(summary.obligations == 3 && summary.inSync == 1 && summary.drifted == 2)
        #expect(summary.actionable == 1 && summary.held == 1 && summary.waiting == 0)
        #expect(summary.overdue == 2)
        #expect(summary.byState == ["inSync": 1, "draft": 1, "missing": 1])
    }
}
