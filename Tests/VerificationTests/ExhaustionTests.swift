import Reconciliation
import Testing
import UsageModel
import Verification

/// Exactly once, shown by exhaustion, on all cores: `scripts/test` runs nothing beside it.
struct ExhaustionTests {
    @Test(arguments: StartingState.all.map(\.name))
    func `no fault, crash, lag or second controller breaks a rule`(_ name: String) async throws {
        let start = try #require(StartingState.all.first { $0.name == name })
        var sum = ExplorationCounts()
        for setting in ExhaustionPlan.everyDay.settings(of: start) {
            sum = sum + (try Explorer.explore(start, setting))
            await Task.yield()
        }
        print("exhaustion: \(name): \(sum)")
        #expect(sum.ends > 0)
    }

    @Test func `the starting states of races are there`() {
        let races = StartingState.all.filter { start in
            ExhaustionPlan.everyDay.settings(of: start).contains {
                $0.controllers == .two && $0.lag > 0 && $0.faults > 0
            }
        }
        #expect(races.count == 2)
    }

    @Test func `there is a starting state for each state of a cell`() {
        // A partial cell is foreign by nature; all others are there.
        let states = Set(StartingState.all.map(\.state))
        #expect(states == Set(CellState.allCases))
    }

    @Test(arguments: StartingState.all.map(\.name))
    func `a starting state is what it is called`(_ name: String) throws {
        let start = try #require(StartingState.all.first { $0.name == name })
        var builder = try CaseBuilder(CaseSetting())
        start.prepare(&builder)
        let look = builder.scene.scene.look(
            at: builder.platform.list(), builder.ledger.knowledge, now: CaseBuilder.now,
            exists: { _ in true })
        guard case .planned(let plan, _) = look else {
            Issue.record("the observation is not proven")
            return
        }
        #expect(plan.cells.first { $0.cell == builder.scene.cell }?.state == start.state)
    }
}
