import Policy
import Reconciliation
import TestSupport
import Testing
import UsageModel

/// Subscriptions that were reported under one contract and stand under another now.
struct MovedSubscriptionTests {
    private static let asset: SubscriptionID = "AS-1"
    private static let before: ContractID = "CRD-00009-00009-00009"

    /// What the ledger knows after one file with the subscription was sent.
    private static func sent(
        _ month: String, contract: ContractID = before, status: UsageFileStatus = .pending,
        product: ProductID = ObservedWorld.product
    ) -> SentSubscriptions {
        let cell = ObservedWorld.cell(month, contract: contract, product: product)
        let sent = SentUsage(digest: "sha256:x", rows: 1, subscriptions: [asset])
        var knowledge = LedgerKnowledge()
        knowledge.cells[cell] = CellHistory(files: [
            "UF-1": FileHistory(
                upload: UploadHistory(sent: sent, at: instant("2026-10-05"), answered: true))
        ])
        return SentSubscriptions(
            knowledge, files: [.ours("UF-1", status, in: cell)],
            months: [ObservedWorld.cell.month])
    }

    private static func finding(
        _ sent: SentSubscriptions, attribution: [SubscriptionAttribution] = []
    ) -> PreflightVerdict {
        var index = SubscriptionIndex()
        index.add(
            [
                Subscription(
                    id: asset, product: ObservedWorld.product, contract: ObservedWorld.contract)
            ], by: .id)
        let product = Product(
            id: ObservedWorld.product, payAsYouGo: PayAsYouGo(schema: .quantity))
        var facts = PreflightFacts(products: [product.id: product], subscriptions: index)
        facts.sent = sent
        facts.attributions = SubscriptionAttributions(attribution)
        let row = UsageRow(recordID: "r", record: .of("1", line: 3), asset: asset)
        return facts.verdict(on: [row], in: ObservedWorld.cell)
    }

    @Test(arguments: ["2026-10", "2026-09", "2026-07"])
    func `a subscription that was reported under another contract holds the cell`(
        _ month: String
    ) throws {
        let defect = try #require(Self.finding(Self.sent(month)).defect)
        #expect(defect.reason == .subscriptionMoved)
        #expect(defect.message.contains("'\(Self.before)' for \(month) ('UF-1')"))
        #expect(defect.message.contains("usage.csv:3"))
    }

    @Test func `the configuration's word settles it`() {
        let here = SubscriptionAttribution(
            subscription: Self.asset, contract: ObservedWorld.contract, from: month("2026-10"))
        #expect(Self.finding(Self.sent("2026-09"), attribution: [here]).isClean)
        let earlier = SubscriptionAttribution(
            subscription: Self.asset, contract: ObservedWorld.contract, until: month("2026-09"))
        #expect(!Self.finding(Self.sent("2026-10"), attribution: [earlier]).isClean)
    }

    /// Whose the subscription is does not matter where its month is with the distributor already:
    /// the customer would pay under both contracts.
    @Test func `no word of the configuration bills one month twice`() throws {
        let here = SubscriptionAttribution(
            subscription: Self.asset, contract: ObservedWorld.contract)
        let held = Self.finding(Self.sent("2026-10"), attribution: [here])
        let defect = try #require(held.defect)
        #expect(defect.reason == .subscriptionMoved)
        #expect(defect.message.contains("reject that file first"))
        let rejected = Self.sent("2026-10", status: .rejected)
        #expect(Self.finding(rejected, attribution: [here]).isClean)
        let own = Self.sent("2026-10", contract: ObservedWorld.contract)
        #expect(Self.finding(own, attribution: [here]).isClean)
    }

    @Test func `files that count for nobody move nobody`() {
        #expect(Self.finding(Self.sent("2026-09", status: .rejected)).isClean)
        #expect(Self.finding(Self.sent("2026-09", product: "PRD-9")).isClean)
        #expect(Self.finding(Self.sent("2026-06")).isClean)
        #expect(Self.finding(Self.sent("2026-11")).isClean)
        #expect(Self.finding(Self.sent("2026-09", contract: ObservedWorld.contract)).isClean)
    }

    @Test func `a record goes to the contract that the configuration names`() {
        let entry = SubscriptionAttribution(
            subscription: Self.asset, contract: Self.before, from: month("2026-08"),
            until: month("2026-10"))
        var world = ObservedWorld()
        world.contracts.append(Contract(id: Self.before, marketplace: ObservedWorld.marketplace))
        world.policy.months.since = month("2026-01")
        var index = SubscriptionIndex()
        index.add(
            [
                Subscription(
                    id: Self.asset, product: ObservedWorld.product,
                    contract: ObservedWorld.contract)
            ], by: .id)
        let attribution = Attribution(
            observation: world.observation, policies: world.policies,
            environments: world.environments, now: world.now, subscriptions: index,
            attributions: SubscriptionAttributions([entry]))
        func contract(_ text: String) -> ContractID? {
            guard
                case .cell(let cell, _) = attribution.place(
                    Self.asset.text, of: ObservedWorld.product, month: month(text))
            else { return nil }
            return cell.contract
        }
        #expect(contract("2026-07") == ObservedWorld.contract)
        #expect(contract("2026-08") == Self.before)
        #expect(contract("2026-10") == Self.before)
    }

    @Test(
        arguments: [
            ("2026-01", "2026-03", "2026-04", nil, false),
            ("2026-01", "2026-03", "2026-03", nil, true),
            (nil, "2026-03", nil, "2026-01", true),
            ("2026-04", nil, nil, "2026-03", false),
            (nil, nil, "2026-05", "2026-05", true),
        ] as [(String?, String?, String?, String?, Bool)])
    func `entries of one subscription overlap or do not`(
        _ from: String?, _ until: String?, _ otherFrom: String?, _ otherUntil: String?,
        _ overlap: Bool
    ) {
        func entry(_ from: String?, _ until: String?) -> SubscriptionAttribution {
            SubscriptionAttribution(
                subscription: Self.asset, contract: "CRD-1", from: from.map { month($0) },
                until: until.map { month($0) })
        }
        let (one, other) = (entry(from, until), entry(otherFrom, otherUntil))
        #expect(one.overlaps(other) == overlap)
        #expect(other.overlaps(one) == overlap)
    }
}
