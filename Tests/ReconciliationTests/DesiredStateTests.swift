import Policy
import Reconciliation
import TestSupport
import Testing
import UsageModel

@Suite("What is owed")
struct DesiredStateTests {
    /// An arrangement and the months of the one pair that it makes owed.
    struct Case: Sendable, CustomTestStringConvertible {
        var reason: String
        var months: [String]
        var arrange: @Sendable (inout ObservedWorld) -> Void
        var testDescription: String { reason }

        init(
            _ reason: String, owes months: [String],
            _ arrange: @escaping @Sendable (inout ObservedWorld) -> Void
        ) {
            self.reason = reason
            self.months = months
            self.arrange = arrange
        }
    }

    private static func owedMonths(_ arrange: (inout ObservedWorld) -> Void) -> [String] {
        var world = ObservedWorld()
        arrange(&world)
        return world.obligations.keys.filter { $0.pair == ObservedWorld.cell.pair }.map(\.month)
            .sorted()
            .map(\.description)
    }

    @Test(arguments: [
        Case("the last closed month", owes: ["2026-10"]) { _ in },
        Case("in January the month before is December of the year before", owes: ["2026-12"]) {
            $0.policy.months.since = month("2026-12")
            $0.now = instant("2027-01-04T00:00:00Z")
        },
        Case("February of a leap year closes three days after its 29th", owes: ["2028-02"]) {
            $0.policy.months.since = month("2028-02")
            $0.now = instant("2028-03-04T00:00:00Z")
        },
        Case("a month stays open until its close delay is over", owes: []) {
            $0.now = instant("2026-11-03T23:59:59Z")
        },
        Case("a month closes on the instant", owes: ["2026-10"]) {
            $0.now = instant("2026-11-04T00:00:00Z")
        },
        Case("no close delay closes at midnight", owes: ["2026-10"]) {
            $0.policy.months.closeDelay = .zero
            $0.now = instant("2026-11-01T00:00:00Z")
        },
        Case("a zone ahead of UTC waits for UTC", owes: []) {
            $0.policy.months.timeZone = "Pacific/Auckland"
            $0.now = instant("2026-11-03T23:59:59Z")
        },
        Case("a zone ahead of UTC closes with UTC", owes: ["2026-10"]) {
            $0.policy.months.timeZone = "Pacific/Auckland"
            $0.now = instant("2026-11-04T00:00:00Z")
        },
        Case("a zone behind UTC closes at its own midnight, not before", owes: []) {
            $0.policy.months.timeZone = "America/Los_Angeles"
            $0.now = instant("2026-11-04T06:59:59Z")
        },
        Case("a zone behind UTC closes at its own midnight", owes: ["2026-10"]) {
            $0.policy.months.timeZone = "America/Los_Angeles"
            $0.now = instant("2026-11-04T07:00:00Z")
        },
        Case("a missed month is owed beside the next", owes: ["2026-08", "2026-09", "2026-10"]) {
            $0.policy.months.since = month("2026-08")
        },
        Case("nothing before since", owes: ["2026-10"]) {
            $0.policy.months.since = month("2026-10")
        },
        Case("nothing after until", owes: ["2026-08", "2026-09"]) {
            $0.policy.months.since = month("2026-08")
            $0.policy.months.until = month("2026-09")
        },
        Case("nothing where no policy says since when", owes: []) {
            $0.policy.months.since = nil
        },
        Case("nothing where the policy says report: false", owes: []) {
            $0.policy.report = false
        },
        Case("report: false that expired stays visible", owes: ["2026-10"]) {
            $0.policy.report = false
            $0.policy.expiredProtections = [
                ExpiredPolicy(
                    policy: "quiet", until: "2026-10-01",
                    origin: PolicyOrigin(policy: "quiet", file: "p.yaml", line: 3, column: 5))
            ]
        },
        Case("from the contract's own month on", owes: ["2026-09", "2026-10"]) {
            $0.policy.months.since = month("2026-01")
            $0.contracts[0].events = ContractEvents(created: instant("2026-09-17T12:00:00Z"))
        },
        Case("the earliest of the contract's instants counts", owes: ["2026-09", "2026-10"]) {
            $0.policy.months.since = month("2026-01")
            $0.contracts[0].events = ContractEvents(
                created: instant("2026-09-17"), signed: instant("2026-10-01"),
                countersigned: instant("2026-10-02"), enrolled: instant("2026-10-03"))
        },
        Case("a start is placed in the policy's zone", owes: ["2026-09", "2026-10"]) {
            $0.policy.months.since = month("2026-01")
            $0.policy.months.timeZone = "America/Los_Angeles"
            $0.contracts[0].events = ContractEvents(created: instant("2026-10-01T03:00:00Z"))
        },
        Case("a start is placed in a zone ahead of UTC too", owes: ["2026-10"]) {
            $0.policy.months.since = month("2026-01")
            $0.policy.months.timeZone = "Pacific/Auckland"
            $0.contracts[0].events = ContractEvents(created: instant("2026-09-30T18:00:00Z"))
        },
        Case("from the listing's month on, where it came later", owes: ["2026-10"]) {
            $0.policy.months.since = month("2026-01")
            $0.listings[0].created = instant("2026-10-20")
        },
        Case("the earliest of two listings counts", owes: ["2026-09", "2026-10"]) {
            $0.policy.months.since = month("2026-01")
            $0.listings[0].created = instant("2026-10-20")
            $0.listings.append(
                Listing(
                    id: "LST-0", contract: ObservedWorld.contract, product: ObservedWorld.product,
                    created: instant("2026-09-02")))
        },
        Case("not under a terminated contract", owes: []) { $0.contracts[0].status = "terminated" },
        Case("not under a contract that is not active yet", owes: []) {
            $0.contracts[0].status = "enrolling"
        },
        Case("not under a syndication contract", owes: []) { $0.contracts[0].type = "syndication" },
        Case("not for a delisted product", owes: []) { $0.listings[0].status = "unlisted" },
        Case("for a delisted product with subscriptions", owes: ["2026-10"]) {
            $0.listings[0].status = "unlisted"
            $0.subscribedPairs = [ObservedWorld.cell.pair]
        },
        Case("for a product that was never listed but is subscribed to", owes: ["2026-10"]) {
            $0.listings = []
            $0.subscribedPairs = [ObservedWorld.cell.pair]
        },
        Case("not for a product that is not pay-as-you-go", owes: []) {
            $0.products[0].payAsYouGo = nil
            $0.subscribedPairs = [ObservedWorld.cell.pair]
        },
        Case("for a product that was pay-as-you-go and has usage", owes: ["2026-10"]) {
            $0.products[0].payAsYouGo = nil
            $0.deliver()
        },
        Case("for a delisted product with usage", owes: ["2026-10"]) {
            $0.listings[0].status = "unlisted"
            $0.deliver()
        },
        Case("usage makes months before the listing owed", owes: ["2026-09", "2026-10"]) {
            $0.policy.months.since = month("2026-08")
            $0.listings[0].created = instant("2026-10-20")
            $0.deliver(to: ObservedWorld.cell("2026-09"))
        },
        Case("usage makes no open month owed", owes: ["2026-10"]) {
            $0.deliver(to: ObservedWorld.cell("2026-11"))
        },
        Case("an attested zero owes nothing that was not owed", owes: []) {
            $0.listings[0].status = "unlisted"
            $0.answer(.zero)
        },
        Case("a test contract by default", owes: ["2026-10"]) { $0.contracts[0].kind = "test" },
        Case("no test contract where only production is wanted", owes: []) {
            $0.contracts[0].kind = "test"
            $0.environments = ["production"]
        },
        Case("no production contract where only test is wanted", owes: []) {
            $0.environments = ["test"]
        },
        Case("a contract without a kind is a production one", owes: ["2026-10"]) {
            $0.contracts[0].kind = nil
            $0.environments = ["production"]
        },
        Case("a terminated contract with usage, where the policy reconciles", owes: ["2026-10"]) {
            $0.contracts[0].status = "terminated"
            $0.policy.onTerminated = .reconcile
            $0.deliver()
        },
    ])
    func `the months of a pair that are owed`(example: Case) {
        #expect(Self.owedMonths(example.arrange) == example.months)
    }

    @Test func `the preview contract is never owed`() {
        var world = ObservedWorld()
        world.listings.append(
            Listing(id: "LST-2", contract: Contract.preview, product: ObservedWorld.product))
        world.subscribedPairs = [
            CellPair(contract: Contract.preview, product: ObservedWorld.product)
        ]
        #expect(world.obligations.keys.allSatisfy { $0.contract != Contract.preview })
    }

    @Test func `a listing without contract or product owes nothing`() {
        var world = ObservedWorld()
        world.listings = [
            Listing(id: "LST-2", product: ObservedWorld.product),
            Listing(id: "LST-3", contract: ObservedWorld.contract),
        ]
        #expect(world.obligations.isEmpty)
    }

    @Test(arguments: [
        (2, ["2026-09", "2026-10"]), (1, ["2026-10"]), (0, []),
        (4, ["2026-07", "2026-08", "2026-09", "2026-10"]),
    ])
    func `only the latest closed months converge by themselves`(within: Int, recent: [String]) {
        var world = ObservedWorld()
        world.policy.months.since = month("2026-07")
        world.policy.months.autoWithin = within
        let found = world.obligations.values.filter(\.isRecent).map(\.cell.month).sorted()
        #expect(found.map(\.description) == recent)
        #expect(world.obligations.count == 4)
    }

    @Test func `every obligation says why it is one`() {
        var world = ObservedWorld()
        #expect(world.obligations[ObservedWorld.cell]?.ground == .listed("LST-1"))
        world.listings = []
        world.subscribedPairs = [ObservedWorld.cell.pair]
        #expect(world.obligations[ObservedWorld.cell]?.ground == .subscriptions)
        world.subscribedPairs = []
        world.deliver()
        #expect(world.obligations[ObservedWorld.cell]?.ground == .usage)
        world.contracts[0].status = "terminated"
        #expect(world.obligations[ObservedWorld.cell]?.ground == .terminatedWithUsage)
        let grounds: [Obligation.Ground] = [
            .listed("L"), .subscriptions, .usage, .terminatedWithUsage,
        ]
        #expect(Set(grounds.map(\.sentence)).count == grounds.count)
    }

    @Test func `unlisted pairs are those that subscriptions have to prove`() {
        var world = ObservedWorld()
        world.products.append(Product(id: "PRD-2", payAsYouGo: PayAsYouGo(schema: .price)))
        world.products.append(Product(id: "PRD-3"))
        world.contracts.append(Contract(id: "CRD-2", type: "syndication"))
        let pairs = DesiredState.unlistedPairs(world.observation, environments: ["production"])
        #expect(pairs == [CellPair(contract: ObservedWorld.contract, product: "PRD-2")])
        #expect(DesiredState.unlistedPairs(world.observation, environments: ["test"]).isEmpty)
    }

    @Test func `records that cannot be sent yet still make their cell visible`() {
        var world = ObservedWorld()
        world.listings[0].status = "unlisted"
        var usage = CellUsage(answer: .unknown("the file has no header"))
        usage.undecided = 3
        world.usage = UsageView(cells: [ObservedWorld.cell: usage], delivered: 3)
        #expect(world.obligations[ObservedWorld.cell] != nil)
        #expect(world.report().conservation.held == 3)
        #expect(world.report().conservation.balanced)
    }

    @Test func `facts do not depend on the order of listings`() {
        var world = ObservedWorld()
        world.listings = (0..<4).map { index in
            Listing(
                id: "LST-\(index)", status: index.isMultiple(of: 2) ? "unlisted" : "listed",
                contract: ObservedWorld.contract, product: ObservedWorld.product,
                created: instant("2020-01-0\(9 - index)"),
                provider: Account(id: AccountID("PA-\(index)")))
        }
        let forward = DesiredState.facts(of: ObservedWorld.cell, in: world.observation)
        let standing = world.obligations[ObservedWorld.cell]?.facts
        world.listings.reverse()
        #expect(DesiredState.facts(of: ObservedWorld.cell, in: world.observation) == forward)
        #expect(forward == standing)
        #expect(forward.provider == "PA-3")
    }
}
