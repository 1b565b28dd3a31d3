import Policy
import Reconciliation
import TestSupport
import Testing
import UsageModel

@Suite("Files without a period")
struct PeriodlessFilesTests {
    private static func periodless(
        _ id: UsageFileID, _ status: UsageFileStatus, created: String = "2026-11-04T06:00:00Z"
    ) -> UsageFile {
        UsageFile.foreign(id, status, created: created).with { $0.period = nil }
    }

    private static let cases: [JudgementCase] = [
        JudgementCase(
            "a submitted one occupies a month that had ended by then", .occupied, .hold,
            .withoutPeriod
        ) {
            $0.files = [periodless("UF-1", .accepted)]
        },
        JudgementCase(
            "a submitted one of the month itself, which its records do not place", .occupied,
            .hold, .withoutPeriod
        ) {
            $0.files = [periodless("UF-1", .accepted, created: "2026-10-30T06:00:00Z")]
        },
        JudgementCase(
            "a submitted one of the month itself that holds no records", .missing, .converge,
            .noFile, [.create, .upload, .submit]
        ) {
            $0.files = [
                periodless("UF-1", .accepted, created: "2026-10-30T06:00:00Z").with {
                    $0.stats.uploaded = 0
                }
            ]
        },
        JudgementCase(
            "a submitted one of the month itself, whose records cover a part", .partial, .hold,
            .gap
        ) {
            $0.files = [periodless("UF-1", .accepted, created: "2026-10-20T06:00:00Z")]
            $0.recordDays["UF-1"] = span("2026-10-01", "2026-10-20")
        },
        // The platform counts records in the status that they have now: nothing stays `validated`.
        JudgementCase(
            "a submitted one of the month itself, as the platform counts its records", .occupied,
            .hold, .withoutPeriod
        ) {
            $0.files = [
                periodless("UF-1", .closed, created: "2026-10-20T06:00:00Z").with {
                    $0.stats = UsageFileStats(
                        uploaded: 2, validated: 0, pending: 0, accepted: 0, closed: 2)
                }
            ]
        },
        JudgementCase(
            "by the rule, one of the month itself does too", .occupied, .hold, .withoutPeriod
        ) {
            $0.policy.filesWithoutPeriod = .occupy
            $0.files = [periodless("UF-1", .accepted, created: "2026-10-20T06:00:00Z")]
        },
        JudgementCase(
            "by the rule, one of before the month does not", .missing, .converge, .noFile,
            [.create, .upload, .submit]
        ) {
            $0.policy.filesWithoutPeriod = .occupy
            $0.files = [periodless("UF-1", .accepted, created: "2026-09-20T06:00:00Z")]
        },
        JudgementCase(
            "by the rule, one without records of a month that ended earlier in the east", .occupied,
            .hold,
            .withoutPeriod
        ) {
            $0.policy.filesWithoutPeriod = .occupy
            $0.files = [
                periodless("UF-1", .accepted, created: "2026-10-31T23:00:00Z").with {
                    $0.stats.uploaded = 0
                }
            ]
        },
        JudgementCase("a late event of an early one does", .occupied, .hold, .withoutPeriod) {
            $0.files = [
                periodless("UF-1", .accepted, created: "2026-10-30T06:00:00Z").with {
                    $0.events.accepted = UsageFileEvent(at: instant("2026-11-01T00:00:00Z"))
                }
            ]
        },
        JudgementCase(
            "an open one occupies whatever its age within thirty days", .occupied, .hold,
            .withoutPeriod
        ) {
            $0.files = [periodless("UF-1", .draft, created: "2026-10-10T06:00:00Z")]
        },
        JudgementCase(
            "an open one of long ago is ignored", .missing, .converge, .noFile,
            [.create, .upload, .submit]
        ) {
            $0.files = [periodless("UF-1", .draft, created: "2026-09-01T06:00:00Z")]
        },
        JudgementCase("one of unknown status occupies", .occupied, .hold, .withoutPeriod) {
            $0.files = [periodless("UF-1", .unknown("odd"), created: "2026-09-01T06:00:00Z")]
        },
        JudgementCase(
            "ignored by the policy", .missing, .converge, .noFile, [.create, .upload, .submit]
        ) {
            $0.policy.filesWithoutPeriod = .ignore
            $0.files = [periodless("UF-1", .accepted)]
        },
        JudgementCase("a submitted file of its own settles the month", .inSync, .none, .submitted) {
            $0.files = [periodless("UF-1", .accepted), .foreign("UF-2", .accepted)]
        },
        JudgementCase("placed by its records' days", .inSync, .none, .submitted) {
            $0.files = [periodless("UF-1", .accepted)]
            $0.recordDays["UF-1"] = span("2026-10-01", "2026-10-31")
        },
        JudgementCase(
            "placed in another month by its records' days", .missing, .converge, .noFile,
            [.create, .upload, .submit]
        ) {
            $0.files = [periodless("UF-1", .accepted)]
            $0.recordDays["UF-1"] = span("2026-09-01", "2026-09-30")
        },
        JudgementCase("assigned by a person to this month", .inSync, .none, .submitted) {
            $0.files = [periodless("UF-1", .accepted)]
            $0.knowledge.assignments["UF-1"] = ObservedWorld.cell
        },
        JudgementCase(
            "assigned by a person to another month", .missing, .converge, .noFile,
            [.create, .upload, .submit]
        ) {
            $0.files = [periodless("UF-1", .accepted)]
            $0.knowledge.assignments["UF-1"] = ObservedWorld.cell("2026-09")
        },
        JudgementCase(
            "assigned by a person to another contract", .occupied, .hold, .withoutPeriod
        ) {
            $0.files = [periodless("UF-1", .accepted)]
            $0.knowledge.assignments["UF-1"] = ObservedWorld.cell("2026-10", contract: "CRD-2")
        },
        JudgementCase("deleted", .missing, .converge, .noFile, [.create, .upload, .submit]) {
            $0.files = [periodless("UF-1", .deleted)]
        },
        JudgementCase(
            "of another product", .missing, .converge, .noFile, [.create, .upload, .submit]
        ) {
            $0.files = [periodless("UF-1", .accepted).with { $0.product = "PRD-2" }]
        },
    ]

    @Test(arguments: cases)
    func `a file without a period occupies what it may cover`(example: JudgementCase) throws {
        try example.check()
    }

    @Test func `an assignment against the platform's word is void, and told`() throws {
        var world = ObservedWorld()
        let october = ObservedWorld.cell
        world.files = [.foreign("UF-1", .accepted, in: ObservedWorld.cell("2026-09"))]
        world.knowledge.assignments["UF-1"] = october
        #expect(try #require(world.planned()).state == .missing)
        let finding = try #require(
            world.report().findings.first { $0.code == "assignment.void" })
        #expect(finding.subject == "UF-1")
        #expect(finding.next == "usagectl revoke UF-1")
    }

    @Test func `only files that matter are looked into`() {
        var world = ObservedWorld()
        world.files = [Self.periodless("UF-1", .accepted)]
        #expect(Planner(world.input).filesToInfer == ["UF-1"])
        world.files.append(.foreign("UF-2", .accepted))
        #expect(Planner(world.input).filesToInfer.isEmpty)
        world.files.removeLast()
        world.policy.filesWithoutPeriod = .occupy
        #expect(Planner(world.input).filesToInfer.isEmpty)
    }

    @Test func `the command of an occupied cell assigns the file`() throws {
        var world = ObservedWorld()
        world.files = [Self.periodless("UF-1", .accepted)]
        #expect(
            try #require(world.planned()).decision.next
                == "usagectl assign UF-1 \(ObservedWorld.cell)")
    }
}
