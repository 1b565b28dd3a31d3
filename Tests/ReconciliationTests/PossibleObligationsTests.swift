import Policy
import Reconciliation
import TestSupport
import Testing
import UsageModel

/// Which cells nothing but usage makes owed, so that the source has to be asked on their account.
struct PossibleObligationsTests {
    typealias Case = DesiredStateTests.Case

    /// Owed since July, looked at in November; September and October converge by themselves.
    private static func world() -> ObservedWorld {
        var world = ObservedWorld()
        world.policy.months.since = BillingMonth("2026-07")
        return world
    }

    private static func terminate(_ world: inout ObservedWorld, at end: String?) {
        world.contracts[0].status = "terminated"
        world.contracts[0].events.terminated = end.map(instant)
    }

    @Test(arguments: [
        Case("a listed product of an active contract", owes: []) { _ in },
        Case("a contract that ended in October", owes: ["2026-09", "2026-10"]) {
            terminate(&$0, at: "2026-10-01T12:00:00Z")
        },
        Case("a contract that ended in September", owes: ["2026-09"]) {
            terminate(&$0, at: "2026-09-30T12:00:00Z")
        },
        Case("a contract that ended long ago", owes: []) {
            terminate(&$0, at: "2026-08-31T12:00:00Z")
        },
        Case("a contract that ended nobody knows when", owes: ["2026-09", "2026-10"]) {
            terminate(&$0, at: nil)
        },
        Case("a contract that began in October and ended", owes: ["2026-10"]) {
            $0.contracts[0].events.created = instant("2026-10-02T00:00:00Z")
            terminate(&$0, at: "2026-10-20T12:00:00Z")
        },
        Case("a month with a submitted file", owes: ["2026-09"]) {
            terminate(&$0, at: "2026-10-20T12:00:00Z")
            $0.files = [.ours("UF-1", .accepted)]
        },
        Case("a month with an open file", owes: ["2026-09", "2026-10"]) {
            terminate(&$0, at: "2026-10-20T12:00:00Z")
            $0.files = [.ours("UF-1", .ready)]
        },
        Case("a product that is pay-as-you-go no more", owes: ["2026-09", "2026-10"]) {
            $0.products[0].payAsYouGo = nil
        },
        Case("a product listed anew in October", owes: ["2026-09"]) {
            $0.listings[0].created = instant("2026-10-20T12:00:00Z")
        },
        Case("a pair without a listing and without subscriptions", owes: []) { $0.listings = [] },
        Case("months that a policy does not owe", owes: []) {
            terminate(&$0, at: "2026-10-20T12:00:00Z")
            $0.policy.report = false
        },
        Case("a test contract where only production is owed", owes: []) {
            terminate(&$0, at: "2026-10-20T12:00:00Z")
            $0.contracts[0].kind = "test"
            $0.environments = ["production"]
        },
        Case("further months that converge by themselves", owes: ["2026-08", "2026-09", "2026-10"])
        {
            terminate(&$0, at: "2026-10-20T12:00:00Z")
            $0.policy.months.autoWithin = 3
        },
    ])
    func `recent months are asked for that only usage makes owed`(example: Case) {
        var world = Self.world()
        example.arrange(&world)
        let recent = Planner(world.input).possible(moved: []).recent
        #expect(recent.map(\.month.description).sorted() == example.months)
    }

    @Test func `a contract to which subscriptions were moved is asked for`() {
        var world = Self.world()
        world.listings = []
        let moved = Planner(world.input).possible(moved: [ObservedWorld.contract]).recent
        #expect(moved.map(\.month.description).sorted() == ["2026-09", "2026-10"])
    }

    @Test func `a person names cells of whatever month`() throws {
        var world = Self.world()
        Self.terminate(&world, at: "2026-10-20T12:00:00Z")
        let possible = Planner(world.input).possible(moved: [])
        let july = ObservedWorld.cell("2026-07")
        let selection = CellSelection(
            contracts: [Glob(july.contract.text)], products: [Glob(july.product.text)],
            months: [ObservedWorld.cell("2026-01").month...july.month])
        #expect(possible.named([], by: selection) == [july])
        #expect(possible.named([july], by: CellSelection()) == [july])
        // A pattern names nothing.
        var pattern = selection
        pattern.products = [Glob("PRD-*")]
        #expect(possible.named([], by: pattern) == [])
        // Neither is what a policy does not owe, nor what stands in the plan anyway.
        #expect(possible.named([ObservedWorld.cell("2026-06")], by: CellSelection()) == [])
        #expect(
            Planner(Self.world().input).possible(moved: []).named([july], by: CellSelection())
                == [])
    }

    @Test func `nobody deletes our open file before the source was heard`() throws {
        var world = Self.world()
        Self.terminate(&world, at: "2026-10-20T12:00:00Z")
        let july = ObservedWorld.cell("2026-07")
        world.files = [.ours("UF-1", .ready, in: july)]
        #expect(world.planned(july)?.decision.reason == .notOwed)
        #expect(world.plan.usageDemand == [])

        world.policy.onTerminated = .reconcile
        #expect(world.plan.usageDemand == [july])
        world.answer(.unknown("no file matches"), for: july)
        let unknown = try #require(world.planned(july))
        #expect(unknown.state == .unexpected && unknown.decision.verb == .hold)
        #expect(unknown.decision.reason == .usageUnknown)
        #expect(unknown.decision.message.contains("no file matches"))
        world.answer(.zero, for: july)
        #expect(world.planned(july)?.decision.reason == .notOwed)
        world.deliver(to: july)
        #expect(world.planned(july)?.obligation?.ground == .terminatedWithUsage)
    }
}
