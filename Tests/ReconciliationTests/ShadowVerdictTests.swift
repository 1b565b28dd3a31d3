import Foundation
import Policy
import Reconciliation
import TestSupport
import Testing
import UsageModel

/// What a comparison says of cells in which both sides seem to have nothing.
struct ShadowVerdictTests {
    private static func verdicts(_ world: ObservedWorld) -> [ShadowVerdict] {
        ShadowComparison([world.report()]).cells.map(\.verdict)
    }

    /// A world in which the only cell's source attests zero, and its neighbour has usage.
    private static var quiet: ObservedWorld {
        var world = ObservedWorld()
        world.addBusyNeighbour()
        world.answer(.zero)
        return world
    }

    @Test func `a zero that would be taken agrees with no file`() {
        #expect(Self.verdicts(Self.quiet).contains(.agrees))
    }

    @Test func `a zero that a person would have to look at agrees with nothing`() {
        var world = Self.quiet
        world.usage.unattributed = [
            UnattributedUsage(
                product: ObservedWorld.product, month: ObservedWorld.cell.month, records: 1,
                reason: .subscriptionUnknown, examples: ["AS-9"])
        ]
        #expect(!Self.verdicts(world).contains(.agrees))
        #expect(Self.verdicts(world).contains(.wouldHold))
    }

    /// A month that somebody else submitted with the very rows that the source has, in which a
    /// check found a fault.
    private static func submitted(_ fault: UsageDefect?) -> ObservedWorld {
        var world = ObservedWorld()
        world.files = [.foreign("UF-1", .accepted)]
        world.deliver(["1.5", "2"])
        world.usage.cells[ObservedWorld.cell]?.defect = fault
        world.platformTotals["UF-1"] = world.usage.usage(of: ObservedWorld.cell).sent?.items
        return world
    }

    @Test func `rows that would be held agree with nothing, whatever others sent`() throws {
        #expect(Self.verdicts(Self.submitted(nil)) == [.agrees])
        let fault = UsageDefect(reason: .itemUnknown, message: "no item 'X' (usage.csv:7)")
        let comparison = ShadowComparison([Self.submitted(fault).report()])
        let line = try #require(comparison.cells.first)
        #expect(line.verdict == .wouldHold)
        #expect(line.objection == Objection(reason: .itemUnknown, message: fault.message))
        #expect(line.because == fault.message)
        #expect(comparison.summary == ["wouldHold": 1])
    }

    /// The cell's own rows behind another's file, with limits over many cells.
    private static func objection(_ change: (inout ObservedWorld) -> Void) -> Objection? {
        var world = submitted(nil)
        change(&world)
        let line = ShadowComparison([world.report()]).cells.first
        #expect((line?.verdict == .wouldHold) == (line?.objection != nil))
        return line?.objection
    }

    @Test func `a limit over all cells of a month objects behind a submitted file`() throws {
        let past = { (quantity: String) in
            { (world: inout ObservedWorld) in
                world.history[ObservedWorld.cell.pair] = [
                    MonthUsage(
                        month: ObservedWorld.cell.month.previous,
                        items: [ItemTotal(mpn: "MPN-A", rows: 1, quantity: decimal(quantity))])
                ]
            }
        }
        #expect(Self.objection(past("2")) == nil)
        #expect(Self.objection(past("1"))?.reason == .productTotal)
    }

    @Test(arguments: [
        (["EUR": "3"], nil), (["EUR": "2.99"], "amount to 3 EUR"), (["USD": "9"], "'EUR'"),
    ])
    func `the amounts of a month object behind a submitted file`(
        limit: [String: String], says: String?
    ) throws {
        let objection = Self.objection { world in
            world.products[0].payAsYouGo = PayAsYouGo(schema: .cost)
            world.deliver(["1.5", "2"]) { $0.amount = decimal("1.5") }
            world.platformTotals["UF-1"] =
                world.usage.usage(of: ObservedWorld.cell).sent?.items
            world.limits.amountPerRun = limit.mapValues { decimal($0) }
        }
        #expect(objection?.reason == (says == nil ? nil : .amountPerRun))
        #expect(objection?.message.contains(says ?? "") ?? true)
    }

    @Test func `a zero for all objects, even where others submitted`() {
        let objection = Self.objection { world in
            world.answer(.zero)
            world.platformTotals["UF-1"] = []
        }
        #expect(objection?.reason == .usageZeroEverywhere)
    }

    @Test func `a guard's objection is found behind a submitted month too, its age is not`() {
        var world = Self.submitted(nil)
        world.policy.months.autoWithin = 0
        #expect(Self.verdicts(world) == [.agrees])
        world.products[0].payAsYouGo = PayAsYouGo(schema: .cost)
        world.marketplaces = []
        let line = ShadowComparison([world.report()]).cells.first
        #expect(line?.verdict == .wouldHold)
        #expect(line?.objection?.reason == .currencyMissing)
    }

    @Test func `what differs differs, and says what would be held beside it`() {
        var world = Self.submitted(UsageDefect(reason: .itemUnknown, message: "no item"))
        world.platformTotals["UF-1"] = [
            ItemTotal(mpn: "MPN-A", rows: 1, quantity: ExactDecimal(9))
        ]
        let line = ShadowComparison([world.report()]).cells.first
        #expect(line?.verdict == .differs && line?.objection?.reason == .itemUnknown)
    }

    @Test func `a report keeps the objection, and only where the decision does not say it`()
        throws
    {
        let fault = UsageDefect(reason: .itemUnknown, message: "no item")
        let report = Self.submitted(fault).report()
        let bytes = try JSONEncoder().encode(report.cells)
        let cells = try JSONDecoder().decode([CellReport].self, from: bytes)
        #expect(cells == report.cells && cells.first?.objection?.reason == .itemUnknown)
        var missing = Self.submitted(fault)
        missing.files = []
        let held = missing.report().cells.first
        #expect(held?.decision.reason == .itemUnknown && held?.objection == nil)
    }
}
