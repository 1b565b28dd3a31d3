import Policy
import Reconciliation
import TestSupport
import Testing
import UsageModel

@Suite("Whose usage a record is")
struct AttributionTests {
    private static func subscription(
        _ id: SubscriptionID = "AS-0001-0001-0001", status: String = "active",
        contract: ContractID? = ObservedWorld.contract, created: String? = nil,
        updated: String? = nil
    ) -> Subscription {
        Subscription(
            id: id, status: status, product: ObservedWorld.product, contract: contract,
            created: created.map(instant), updated: updated.map(instant),
            parameters: ["customer": "acme"])
    }

    private static func attribution(
        _ world: ObservedWorld, _ subscriptions: [Subscription], by criteria: AssetCriteria = .id
    ) -> Attribution {
        var index = SubscriptionIndex()
        index.add(subscriptions, by: criteria)
        return Attribution(
            observation: world.observation, policies: world.policies,
            environments: world.environments, now: world.now, subscriptions: index)
    }

    struct Case: Sendable, CustomTestStringConvertible {
        var reason: String
        var refusal: UnattributedReason?
        var arrange: @Sendable (inout ObservedWorld, inout Subscription, inout UsageRecord) -> Void
        var testDescription: String { reason }

        init(
            _ reason: String, _ refusal: UnattributedReason?,
            _ arrange:
                @escaping @Sendable (inout ObservedWorld, inout Subscription, inout UsageRecord) ->
                Void
        ) {
            self.reason = reason
            self.refusal = refusal
            self.arrange = arrange
        }
    }

    @Test(arguments: [
        Case("an active subscription", nil) { _, _, _ in },
        Case("a terminated subscription", nil) { _, subscription, _ in
            subscription.status = "terminated"
        },
        Case("a suspended subscription", nil) { _, subscription, _ in
            subscription.status = "suspended"
        },
        Case("a delisted product", nil) { world, _, _ in world.listings = [] },
        Case("a subscription that nobody knows", .subscriptionUnknown) { _, _, record in
            record.subscription = "AS-9"
        },
        Case("a product that the account does not have", .productUnknown) { _, _, record in
            record.product = "PRD-9"
        },
        Case("a subscription to another product", .productUnknown) { _, subscription, _ in
            subscription.product = "PRD-9"
        },
        Case("the preview's stand-in", .preview) { _, subscription, _ in
            subscription.contract = Contract.preview
        },
        Case("no contract at all", .preview) { _, subscription, _ in subscription.contract = nil },
        Case("a contract that is not in the list", .contractNotReported) { _, subscription, _ in
            subscription.contract = "CRD-9"
        },
        Case("a syndication contract", .contractNotReported) { world, _, _ in
            world.contracts[0].type = "syndication"
        },
        Case("a contract of an environment that is not wanted", .contractNotReported) {
            world, _, _ in
            world.environments = ["test"]
        },
        Case("a terminated contract", .contractTerminated) { world, _, _ in
            world.contracts[0].status = "terminated"
        },
        Case("a terminated contract that is reconciled", nil) { world, _, _ in
            world.contracts[0].status = "terminated"
            world.policy.onTerminated = .reconcile
        },
        Case("a policy that owes nothing", .notOwed) { world, _, _ in world.policy.report = false },
        Case("a month before since", .monthNotOwed) { world, _, _ in
            world.policy.months.since = month("2026-11")
        },
        Case("a lookup by another criterion than the policy's", .subscriptionUnknown) {
            world, _, _ in
            world.policy.assetCriteria = .parameter("customer")
        },
    ])
    func `a record belongs to a cell, or to nobody for a reason`(example: Case) {
        var (world, subscription, record) = (
            ObservedWorld(), Self.subscription(), UsageRecord.of("1")
        )
        example.arrange(&world, &subscription, &record)
        let place = Self.attribution(world, [subscription]).place(
            record, month: ObservedWorld.cell.month)
        let expected: Attribution.Place =
            example.refusal.map { .nobody($0) } ?? .cell(ObservedWorld.cell, subscription.id)
        #expect(place == expected)
    }

    @Test func `of two subscriptions the one that was live in the month is meant`() {
        var world = ObservedWorld()
        world.policy.assetCriteria = .parameter("customer")
        var record = UsageRecord.of("1")
        record.subscription = "acme"
        let gone = Self.subscription("AS-1", status: "terminated", updated: "2026-09-30T23:59:59Z")
        let live = Self.subscription("AS-2")
        let later = Self.subscription("AS-3", created: "2026-11-01T00:00:00Z")
        let index = Self.attribution(world, [gone, live, later], by: .parameter("customer"))
        #expect(
            index.place(record, month: ObservedWorld.cell.month)
                == .cell(ObservedWorld.cell, "AS-2"))
        let both = Self.attribution(
            world, [live, Self.subscription("AS-4")], by: .parameter("customer"))
        #expect(
            both.place(record, month: ObservedWorld.cell.month) == .ambiguous([ObservedWorld.cell]))
    }

    @Test func `rows that a person acknowledged by their place do not hide others`() {
        var index = SubscriptionIndex()
        index.unusable = ["a\tb"]
        let world = ObservedWorld()
        let attribution = Attribution(
            observation: world.observation, policies: world.policies,
            environments: world.environments, now: world.now, subscriptions: index)
        var usage = UsageAttribution(attribution, known: ["usage.csv:1"])
        for line in 1...3 {
            _ = usage.add(
                product: ObservedWorld.product, subscription: "a\tb",
                month: ObservedWorld.cell.month
            ) { UsageRecord.of("1", line: line) }
        }
        let found = usage.finish([:]).unattributed
        #expect(found.map(\.reason) == [.subscriptionUnusable, .subscriptionUnusable])
        #expect(found.map(\.examples) == [["usage.csv:2", "usage.csv:3"], ["usage.csv:1"]])
    }

    @Test func `preview usage needs a person, a policy's exclusion nobody`() {
        let nobody = UnattributedReason.allCases.filter { !$0.needsPerson }
        #expect(nobody == [.notOwed, .monthNotOwed])
    }

    @Test(arguments: 0..<30)
    func `every record is in exactly one place`(seed: Int) {
        var random = SeededGenerator(seed: UInt64(seed))
        var world = ObservedWorld()
        world.policy.months.since = month("2026-09")
        world.policy.assetCriteria = .parameter("customer")
        world.contracts.append(
            Contract(id: "CRD-2", status: random.oneIn(2) ? "active" : "terminated"))
        world.contracts.append(Contract(id: "CRD-3", type: "syndication"))
        let contracts: [ContractID?] = [
            ObservedWorld.contract, ObservedWorld.contract, "CRD-2", "CRD-3", "CRD-9", nil,
        ]
        let subscriptions = (0..<12).map { number in
            var subscription = Self.subscription(SubscriptionID("AS-\(number)"))
            subscription.contract = contracts.randomElement(using: &random) ?? nil
            // Some answer to the same value: those are ambiguous.
            subscription.parameters = ["customer": "c\(number % 9)"]
            return subscription
        }
        var records: [(record: UsageRecord, month: BillingMonth)] = []
        let months = [month("2026-08"), month("2026-09"), month("2026-10"), month("2026-11")]
        for line in 1...200 {
            let when = months.randomElement(using: &random) ?? months[0]
            var record = UsageRecord.of("\(line).5", in: when, line: line)
            record.subscription = "c\(Int.random(in: 0..<11, using: &random))"
            if random.oneIn(10) { record.product = "PRD-9" }
            records.append((record, when))
        }
        let attribution = Self.attribution(world, subscriptions, by: .parameter("customer"))
        world.usage = AttributedUsage(records, by: attribution).view
        // Some months turn out not to be whole: their rows are counted, never sent.
        for cell in world.usage.cells.keys.sorted() where random.oneIn(4) {
            var usage = world.usage.usage(of: cell)
            usage.undecided += usage.rows
            usage.rows = 0
            usage.answer = .unknown("no header")
            world.usage.cells[cell] = usage
        }
        let planned = world.report()
        #expect(planned.conservation.delivered == 200)
        #expect(planned.conservation.balanced, "\(planned.conservation)")
        let results: [Outcome.Result] = [
            .submitted, .failed, .unknown, .invalid, .held, .processing,
        ]
        let outcomes = world.plan.actions.reduce(into: [Cell: Outcome]()) { outcomes, action in
            outcomes[action.cell] = Outcome(
                result: results.randomElement(using: &random) ?? .failed)
        }
        let achieved = world.report(outcomes: outcomes).conservation
        #expect(achieved.balanced && achieved.held >= planned.conservation.held, "\(achieved)")
        #expect(min(achieved.inFiles, achieved.held, achieved.unattributed) >= 0)
    }
}
