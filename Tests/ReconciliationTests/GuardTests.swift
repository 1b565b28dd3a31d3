import Policy
import Reconciliation
import TestSupport
import Testing
import UsageModel

@Suite("Guards")
struct GuardTests {
    private static let all: [Step] = [.create, .upload, .submit]
    private static let origin = PolicyOrigin(policy: "a", file: "p.yaml", line: 3, column: 5)

    private static let cases: [JudgementCase] = [
        JudgementCase("two policies of equal rank", .missing, .hold, .policyConflict) {
            $0.deliver()
            $0.policy.conflicts = [PolicyConflict(field: .submit, first: origin, second: origin)]
        },
        JudgementCase("a protection that expired", .missing, .hold, .policyExpired) {
            $0.deliver()
            $0.policy.expiredProtections = [
                ExpiredPolicy(policy: "a", until: "2026-11-01", origin: origin)
            ]
        },
        JudgementCase("suspended", .missing, .hold, .suspended) {
            $0.deliver()
            $0.policy.suspend = true
        },
        JudgementCase("suspended: not even our surplus is deleted", .duplicate, .hold, .suspended) {
            let draft = UsageFile.ours("UF-1", .draft)
            $0.files = [draft, .foreign("UF-2", .accepted)]
            $0.remember(draft)
            $0.policy.suspend = true
        },
        JudgementCase(
            "suspended, and two files are submitted", .duplicate, .hold, .twoSubmitted
        ) {
            $0.files = [.foreign("UF-1", .accepted), .foreign("UF-2", .pending)]
            $0.policy.suspend = true
        },
        JudgementCase("suspended, but in sync", .inSync, .none, .submitted) {
            $0.files = [.foreign("UF-2", .accepted)]
            $0.policy.suspend = true
        },
        JudgementCase("no pay-as-you-go any more", .missing, .hold, .notPayAsYouGo) {
            $0.products[0].payAsYouGo = nil
            $0.deliver()
        },
        JudgementCase("an old month", .missing, .hold, .monthOld) {
            $0.policy.months.autoWithin = 0
            $0.deliver()
        },
        JudgementCase("an old month, approved", .missing, .converge, .noFile, all) {
            $0.policy.months.autoWithin = 0
            $0.deliver()
            $0.approve()
        },
        JudgementCase(
            "an old month's surplus is deleted all the same", .duplicate, .converge, .surplus,
            [.delete]
        ) {
            let draft = UsageFile.ours("UF-1", .draft)
            $0.files = [draft, .foreign("UF-2", .accepted)]
            $0.remember(draft)
            $0.policy.months.autoWithin = 0
        },
        JudgementCase("the first file ever", .missing, .hold, .firstFile) {
            $0.policy.limits.firstFile = .approve
            $0.deliver()
        },
        JudgementCase("the first file ever, approved", .missing, .converge, .noFile, all) {
            $0.policy.limits.firstFile = .approve
            $0.deliver()
            $0.approve()
        },
        JudgementCase("not the first file", .missing, .converge, .noFile, all) {
            $0.policy.limits.firstFile = .approve
            $0.files = [.foreign("UF-0", .closed, in: ObservedWorld.cell("2026-08"))]
            $0.deliver()
        },
        JudgementCase("drafts make no first file", .missing, .hold, .firstFile) {
            $0.policy.limits.firstFile = .approve
            $0.files = [.foreign("UF-0", .ready, in: ObservedWorld.cell("2026-08"))]
            $0.deliver()
        },
        JudgementCase(
            "a priced product in a marketplace without a currency", .missing, .hold,
            .currencyMissing
        ) {
            $0.products[0].payAsYouGo?.schema = .price
            $0.marketplaces[0].currency = nil
            $0.deliver()
        },
        JudgementCase("a currency of the policy's own", .missing, .converge, .noFile, all) {
            $0.products[0].payAsYouGo?.schema = .price
            $0.marketplaces[0].currency = nil
            $0.policy.currency = .code("USD")
            $0.deliver()
        },
        JudgementCase("a record in another currency", .missing, .hold, .currencyMixed) {
            $0.products[0].payAsYouGo?.schema = .tier
            $0.deliver { $0.currency = "USD" }
        },
        JudgementCase("records in the file's currency", .missing, .converge, .noFile, all) {
            $0.products[0].payAsYouGo?.schema = .tier
            $0.deliver { $0.currency = "EUR" }
        },
        JudgementCase("quantities need no currency", .missing, .converge, .noFile, all) {
            $0.marketplaces[0].currency = nil
            $0.deliver()
        },
        JudgementCase("a name that is too long", .missing, .hold, .fileFields) {
            $0.policy.file.name = String(repeating: "x", count: 101)
            $0.deliver()
        },
        JudgementCase("a note that is too long", .missing, .hold, .fileFields) {
            $0.policy.file.note = String(repeating: "x", count: 201)
            $0.deliver()
        },
        JudgementCase("an empty name", .missing, .hold, .fileFields) {
            $0.policy.file.name = ""
            $0.deliver()
        },
    ]

    @Test(arguments: cases)
    func `a guard turns converge into hold`(example: JudgementCase) throws {
        try example.check()
    }

    /// A change after an approval, and whether the approval stands.
    struct Change: Sendable, CustomTestStringConvertible {
        var reason: String
        var stands: Bool
        var change: @Sendable (inout ObservedWorld) -> Void
        var testDescription: String { reason }

        init(
            _ reason: String, stands: Bool,
            _ change: @escaping @Sendable (inout ObservedWorld) -> Void
        ) {
            self.reason = reason
            self.stands = stands
            self.change = change
        }
    }

    @Test(arguments: [
        Change("nothing", stands: true) { _ in },
        Change("a quantity", stands: false) { $0.deliver(["1.5", "3"]) },
        Change("a record more", stands: false) { $0.deliver(["1.5", "2", "0"]) },
        Change("the file's name", stands: false) { $0.policy.file.name = "other {month}" },
        Change("the product's name in the description", stands: false) {
            $0.products[0].name = "Storage 2"
        },
        Change("the file's note", stands: false) { $0.policy.file.note = "hello" },
        Change("the policy's currency", stands: false) { $0.policy.currency = .code("USD") },
        Change("the marketplace's currency", stands: false) { $0.marketplaces[0].currency = "USD" },
        Change("how subscriptions are looked up", stands: false) {
            $0.policy.assetCriteria = .parameter("id")
        },
        Change("what is done without usage", stands: false) { $0.policy.onNoUsage = .send },
        Change("a change elsewhere", stands: true) { $0.addBusyNeighbour() },
        Change("its end", stands: false) {
            $0.knowledge.approvals[ObservedWorld.cell]?[0].until = $0.now
        },
        Change("an end to come", stands: true) {
            $0.knowledge.approvals[ObservedWorld.cell]?[0].until = $0.now.adding(.seconds(1))
        },
        Change("the file that this ledger created under it", stands: true) {
            let file = UsageFile.ours("UF-1", .draft).with { $0.currency = "EUR" }
            $0.files = [file]
            $0.remember(file)
        },
        Change("a file that another ledger made", stands: false) {
            $0.files = [UsageFile.ours("UF-1", .draft).with { $0.currency = "EUR" }]
        },
    ])
    func `an approval is void when anything that it binds changes`(example: Change) throws {
        var world = ObservedWorld()
        world.policy.months.autoWithin = 0
        world.products[0].payAsYouGo?.schema = .price
        world.deliver()
        world.approve()
        example.change(&world)
        let decision = try #require(world.planned()).decision
        #expect((decision.verb == .converge) == example.stands, "\(decision.message)")
    }

    @Test func `an approval of one cell is none of another`() throws {
        var world = ObservedWorld()
        world.policy.months.autoWithin = 0
        world.policy.months.since = month("2026-09")
        world.deliver()
        world.deliver(to: ObservedWorld.cell("2026-09"))
        world.approve()
        #expect(try #require(world.planned()).decision.verb == .converge)
        #expect(
            try #require(world.planned(ObservedWorld.cell("2026-09"))).decision.reason == .monthOld)
    }

    @Test func `placeholders are filled once`() throws {
        var world = ObservedWorld()
        world.deliver()
        world.contracts[0].name = "{month}"
        world.policy.file.name = "{product} {month} {from} {to} {marketplace} {x} {contractName} {"
        let fields = try #require(world.planned()?.fields)
        #expect(
            fields.name
                == "PRD-001-001-001 2026-10 2026-10-01 2026-10-31 MP-00001 {x} {month} {")
        #expect(fields.description == "Usage of Storage in 2026-10 under CRD-00001-00001-00001")
        #expect(fields.currency == nil)
    }
}
