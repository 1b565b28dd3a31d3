import Reconciliation
import Testing
import UsageModel
import Verification

/// Exactly once, shown by exhaustion, on all cores: `scripts/test` runs nothing beside it.
@Suite(.readMeHoldsFigures)
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
        await ExplorationSum.current.add(sum, of: name)
        #expect(sum.ends > 0)
    }

    @Test func `the figures in README.md can be read`() throws {
        let figures = try #require(
            ExhaustionFigures(
                readingPage: """
                    explores this: 60 starting states of a cell in 1,260 settings of faults,
                      crashes and people, 12.2 million moves in 4.0 million
                      different worlds to 209,912 ends, each
                    """))
        var counts = ExplorationCounts()
        (counts.moves, counts.worlds, counts.ends) = (12_249_999, 3_950_000, 209_912)
        #expect(figures == ExhaustionFigures(states: 60, settings: 1260, counts: counts))
        counts.worlds = 4_050_000
        #expect(figures != ExhaustionFigures(states: 60, settings: 1260, counts: counts))
        let ofReadMe = try #require(ExhaustionFigures.ofReadMe)
        let now = ExhaustionFigures(
            states: StartingState.all.count, settings: ExplorationSum.settings, counts: counts)
        #expect(ofReadMe.states == now.states && ofReadMe.settings == now.settings, "\(now)")
    }

    @Test func `the starting states of races are there`() {
        let races = StartingState.all.filter { start in
            ExhaustionPlan.everyDay.settings(of: start).contains {
                $0.controllers == .two && $0.lag > 0 && $0.faults > 0
            }
        }
        #expect(races.count == 2)
    }

    @Test func `the whole exploration holds all of that of every day`() {
        for start in StartingState.all {
            let whole = ExhaustionPlan.whole.settings(of: start)
            for setting in ExhaustionPlan.everyDay.settings(of: start) {
                #expect(whole.contains { $0.holds(setting) }, "\(start.name): \(setting)")
            }
        }
    }

    @Test func `ours and others' files are there in every status`() throws {
        var seen: Set<String> = []
        for start in StartingState.all {
            var builder = try CaseBuilder(CaseSetting())
            start.prepare(&builder)
            let ours = builder.scene.scene.identity
            for file in builder.platform.files.map(\.shown) {
                let isOurs = file.externalID.flatMap(Marker.init(externalID:))?.identity == ours
                let word = file.status.isKnown ? file.status.word : "unknown"
                seen.insert("\(isOurs ? "ours" : "foreign") \(word)")
            }
        }
        let words = UsageFileStatus.known.map(\.word) + ["unknown"]
        let wanted = words.flatMap { ["ours \($0)", "foreign \($0)"] }
        // A foreign file that was deleted is as good as none.
        #expect(Set(wanted).subtracting(seen) == ["foreign deleted"])
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

extension CaseSetting {
    /// Whether all that may happen in another setting may happen in this one.
    fileprivate func holds(_ other: CaseSetting) -> Bool {
        var same = other
        (same.faults, same.lag) = (faults, lag)
        return self == same && faults >= other.faults && lag >= other.lag
    }
}
