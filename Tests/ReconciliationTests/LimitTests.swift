import Policy
import Reconciliation
import TestSupport
import Testing
import UsageModel

/// The guards with numbers: what a cell may be against its past, its product and a run.
@Suite("Limits")
struct LimitTests {
    /// A world whose one cell has 10 units, with so many units in the months before.
    private static func world(
        _ past: [String], quantity: String = "10", amount: String? = nil
    ) -> ObservedWorld {
        var world = ObservedWorld()
        if amount != nil { world.products[0].payAsYouGo = PayAsYouGo(schema: .cost) }
        let record = UsageRecord(
            product: ObservedWorld.product, subscription: "AS-1", itemMPN: "units",
            quantity: decimal(quantity), start: instant("2026-10-01"),
            end: instant("2026-10-31T23:59:59Z"), amount: amount.map(decimal),
            origin: RecordOrigin(file: "usage.csv", line: 2))
        world.deliver([record])
        let pair = ObservedWorld.cell.pair
        world.history[pair] = zip(0..., past).map { index, text in
            let total = ItemTotal(
                mpn: "units", rows: 1, quantity: decimal(text),
                amount: amount == nil ? nil : decimal(text))
            return MonthUsage(
                month: BillingMonth(index: ObservedWorld.cell.month.index - past.count + index),
                items: [total])
        }
        // The total of the product is another guard's business.
        world.limits.productTotal = decimal("1000000")
        return world
    }

    struct Ratio: Sendable, CustomTestStringConvertible {
        let past: [String]
        let quantity: String
        let isHeld: Bool
        let reason: String

        var testDescription: String { reason }
    }

    static let ratios = [
        Ratio(
            past: ["10", "10", "10"], quantity: "50", isHeld: false, reason: "five times is allowed"
        ),
        Ratio(past: ["10", "10", "10"], quantity: "50.1", isHeld: true, reason: "more is not"),
        Ratio(
            past: ["10", "10", "10"], quantity: "2", isHeld: false, reason: "a fifth is allowed"),
        Ratio(past: ["10", "10", "10"], quantity: "1.9", isHeld: true, reason: "less is not"),
        Ratio(
            past: ["10", "10"], quantity: "900", isHeld: false, reason: "two months say nothing"),
        Ratio(
            past: ["10", "0", "10"], quantity: "900", isHeld: false,
            reason: "zero months do not count"),
        Ratio(
            past: ["9000", "10", "10", "10", "10", "10", "10"], quantity: "900", isHeld: true,
            reason: "only the last six count"),
        Ratio(
            past: ["10", "10", "10"], quantity: "0", isHeld: false, reason: "a zero row is no ratio"
        ),
    ]

    @Test(arguments: ratios)
    func `a quantity far from the median is held`(_ ratio: Ratio) throws {
        let world = Self.world(ratio.past, quantity: ratio.quantity)
        let planned = try #require(world.planned())
        #expect((planned.decision.reason == .ratioLimit) == ratio.isHeld)
        #expect(planned.decision.verb == (ratio.isHeld ? .hold : .converge))
    }

    @Test func `the ratio names item, figure, median and limit`() throws {
        let planned = try #require(Self.world(["10", "20", "30"], quantity: "101").planned())
        #expect(
            planned.decision.message
                == "the quantity of 'units' is 101, the median of the last 3 months is 20, "
                + "limits.ratioToMedian is 5")
        #expect(planned.decision.next == NextCommand.approve(ObservedWorld.cell))
    }

    @Test func `an approval lifts a limit, for the cell as it stands`() throws {
        var world = Self.world(["10", "10", "10"], quantity: "900")
        world.approve()
        #expect(world.planned()?.decision.verb == .converge)
    }

    @Test(arguments: [("100", Decision.Verb.converge), ("99.99", .hold)])
    func `an amount above the limit of its currency is held`(
        limit: String, verb: Decision.Verb
    ) throws {
        var world = Self.world([], amount: "100")
        world.policy.limits.amountPerFile = ["EUR": decimal(limit)]
        #expect(world.planned()?.decision.verb == verb)
        world.policy.limits.amountPerFile = ["USD": decimal("1000000")]
        #expect(world.planned()?.decision.reason == .amountLimit)
    }

    @Test func `an item that a dynamic product never had is held`() throws {
        var world = Self.world([])
        world.products[0].payAsYouGo = PayAsYouGo(schema: .quantity, isDynamic: true)
        world.dynamicItems[ObservedWorld.product] = ["others"]
        #expect(world.planned()?.decision.reason == .newItems)
        world.dynamicItems[ObservedWorld.product] = ["units"]
        #expect(world.planned()?.decision.verb == .converge)
        world.dynamicItems = [:]
        world.policy.limits.newItems = .allow
        #expect(world.planned()?.decision.verb == .converge)
    }

    @Test(arguments: [(1, Decision.Verb.hold), (0, .converge)])
    func `records of unknown owners above the share hold the product's month`(
        lost: Int, verb: Decision.Verb
    ) throws {
        var world = Self.world([])
        if lost > 0 {
            world.usage.unattributed = [
                UnattributedUsage(
                    product: ObservedWorld.product, month: ObservedWorld.cell.month, records: lost,
                    reason: .subscriptionUnknown, examples: ["AS-9"])
            ]
        }
        #expect(world.planned()?.decision.verb == verb)
        world.policy.limits.unattributed = decimal("0.5")
        #expect(world.planned()?.decision.verb == .converge)
    }

    @Test(arguments: [UnattributedReason.subscriptionUnknown, .productUnknown, .rowUnreadable])
    func `a zero is not believed beside records that may belong to the cell`(
        _ reason: UnattributedReason
    ) throws {
        var world = Self.zeroBeside(reason)
        let held = try #require(world.planned()?.decision)
        #expect(held.reason == .unattributedLimit && held.verb == .hold)
        #expect(held.message.contains("1 records") && held.message.contains("may belong here"))
        world.policy.onNoUsage = .send
        #expect(world.planned()?.decision.reason == .unattributedLimit)
        world.now = instant("2026-11-20")
        #expect(world.planned()?.decision.reason == .unattributedLimit)
    }

    @Test func `what a person knows, and what is somebody's, leaves a zero alone`() throws {
        #expect(Self.zeroBeside(.notOwed).planned()?.decision.reason == .noUsage)
        #expect(Self.zeroBeside(.preview).planned()?.decision.reason == .noUsage)
        var known = Self.zeroBeside(.subscriptionUnknown)
        known.knowledge.acknowledgements["AS-9"] = Acknowledgement(
            subject: "AS-9", reason: "a trial", by: "tester", at: known.now,
            until: instant("2027-01-01"))
        #expect(known.planned()?.decision.reason == .noUsage)
        var off = Self.zeroBeside(.subscriptionUnknown)
        off.policy.limits.unattributed = nil
        #expect(off.planned()?.decision.reason == .noUsage)
        var approved = Self.zeroBeside(.subscriptionUnknown)
        approved.approve()
        #expect(approved.planned()?.decision.reason == .noUsage)
    }

    @Test func `a row without so much as a product may be any product's`() throws {
        let world = Self.zeroBeside(.rowUnreadable, product: UnattributedUsage.unreadableProduct)
        #expect(world.planned()?.decision.reason == .unattributedLimit)
    }

    /// An attested zero beside a neighbour's many records and one of nobody.
    private static func zeroBeside(
        _ reason: UnattributedReason, product: ProductID = ObservedWorld.product
    ) -> ObservedWorld {
        var world = world([])
        world.usage.cells = [:]
        world.addBusyNeighbour()
        world.answer(.zero)
        world.policy.limits.unattributed = decimal("0.9")
        world.usage.unattributed = [
            UnattributedUsage(
                product: product, month: ObservedWorld.cell.month, records: 1, reason: reason,
                examples: ["AS-9"])
        ]
        return world
    }

    @Test func `a product out of proportion is held once for all its cells`() throws {
        var world = Self.world(["10"], quantity: "20.5")
        world.limits.productTotal = decimal("2")
        #expect(world.planned()?.decision.reason == .productTotal)
        world.limits.productTotal = decimal("3")
        #expect(world.planned()?.decision.verb == .converge)
    }

    @Test func `what the pace of a run leaves over waits, the most overdue first`() throws {
        var world = Self.world([])
        world.policy.months.since = month("2026-09")
        let early = ObservedWorld.cell("2026-09")
        world.deliver(to: early)
        world.limits.createsPerRun = 1
        #expect(world.planned(early)?.decision.verb == .converge)
        let late = try #require(world.planned())
        #expect(late.decision.verb == .wait)
        #expect(late.decision.reason == .createsPerRun)
        #expect(late.decision.message == "2 cells would create, limits.createsPerRun leaves 1")
    }

    @Test func `submits of the day are counted from Connect's own events`() throws {
        var world = Self.world([])
        var sent = UsageFile.ours("UF-1", .pending, in: ObservedWorld.cell("2026-08"))
        sent.events.submitted = UsageFileEvent(at: world.now.adding(.seconds(-60)))
        world.files = [sent]
        world.limits.submitsPerDay = .files(1)
        #expect(world.planned()?.decision.reason == .submitsPerDay)
        world.limits.submitsPerDay = .files(2)
        #expect(world.planned()?.decision.verb == .converge)
    }

    @Test func `the amount of a run holds what goes beyond it`() throws {
        var world = Self.world([], amount: "100")
        world.limits.amountPerRun = ["EUR": decimal("99")]
        #expect(world.planned()?.decision.reason == .amountPerRun)
        world.limits.amountPerRun = ["EUR": decimal("100")]
        #expect(world.planned()?.decision.verb == .converge)
    }

    @Test func `a zero after usage is held, warned of or allowed`() throws {
        var world = Self.world(["10"])
        world.usage.cells = [:]
        world.addBusyNeighbour()
        world.answer(.zero)
        #expect(world.planned()?.decision.verb == Decision.Verb.none)
        #expect(world.planned()?.assessment.notes.count == 1)
        world.policy.limits.zeroAfterUsage = .hold
        #expect(world.planned()?.decision.reason == .zeroAfterUsage)
        world.policy.limits.zeroAfterUsage = .allow
        #expect(world.planned()?.assessment.notes.isEmpty == true)
    }
}

extension LimitTests {
    /// Two contracts of one product whose month is attested to be zero, beside a product with usage;
    /// the month before had usage under some of them.
    private static func silent(used: Int) -> ObservedWorld {
        var world = ObservedWorld()
        world.addBusyNeighbour()
        let other: ContractID = "CRD-00002-00002-00002"
        world.contracts.append(
            Contract(
                id: other, name: "Second", marketplace: ObservedWorld.marketplace,
                events: ContractEvents(created: instant("2020-01-01"))))
        world.listings.append(
            Listing(
                id: "LST-2", contract: other, product: ObservedWorld.product,
                created: instant("2020-01-01")))
        let cells = [ObservedWorld.cell, ObservedWorld.cell("2026-10", contract: other)]
        for cell in cells { world.answer(.zero, for: cell) }
        for cell in cells.prefix(used) {
            world.history[cell.pair] = [
                MonthUsage(
                    month: cell.month.previous,
                    items: [ItemTotal(mpn: "MPN-A", rows: 1, quantity: ExactDecimal(7))])
            ]
        }
        return world
    }

    @Test(arguments: [0, 1, 2])
    func `a product that is silent everywhere is held where several used it`(used: Int) throws {
        var world = Self.silent(used: used)
        let decision = try #require(world.planned()?.decision)
        #expect((decision.reason == .usageZeroEverywhere) == (used == 2), "\(decision.message)")
        #expect(used < 2 || decision.message.contains("2 of them had usage"))
        world.approve()
        #expect(world.planned()?.decision.reason == .noUsage)
        // One file for the month shows that there was usage.
        world = Self.silent(used: used)
        world.files = [
            .foreign(
                "UF-1", .accepted,
                in: ObservedWorld.cell("2026-10", contract: "CRD-00002-00002-00002"))
        ]
        #expect(world.planned()?.decision.reason == .noUsage)
    }

    @Test func `nothing is staged where nothing may be written, or a new item waits`() {
        var world = ObservedWorld()
        world.deliver()
        func staged() -> [Cell] { world.plan.stageable(CellSelection()).map(\.cell) }
        #expect(staged() == [ObservedWorld.cell])
        world.policy.suspend = true
        #expect(staged() == [])
        world.policy.suspend = false
        world.products[0].payAsYouGo?.isDynamic = true
        world.dynamicItems[ObservedWorld.product] = []
        #expect(world.planned()?.decision.reason == .newItems && staged() == [])
        world.approve()
        #expect(staged() == [ObservedWorld.cell])
        // Behind another's file the item is as new.
        world.knowledge.approvals = [:]
        world.files = [.foreign("UF-1", .accepted)]
        #expect(staged() == [])
    }

    @Test func `leave to prepare a file is not leave to submit it by hand's policy`() throws {
        var world = ObservedWorld()
        world.deliver()
        world.policy.submit = .manual
        world.policy.limits.firstFile = .approve
        world.approve()
        let planned = try #require(world.planned())
        #expect(planned.decision.verb == .converge)
        #expect(planned.decision.steps == [.create, .upload])
    }
}
