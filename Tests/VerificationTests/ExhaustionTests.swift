import Testing
import UsageModel
import Verification

/// Exactly once, shown by exhaustion.
struct ExhaustionTests {
    @Test(arguments: StartingState.all.map(\.name))
    func `no fault, crash or second controller makes a second submitted file`(
        _ name: String
    ) throws {
        let start = try #require(StartingState.all.first { $0.name == name })
        var sum = ExplorationCounts()
        let clock = ContinuousClock()
        for controllers in CaseSetting.Controllers.allCases {
            var setting = CaseSetting()
            setting.controllers = controllers
            let time = try clock.measure { sum = sum + (try Explorer.explore(start, setting)) }
            print(name, controllers, time, sum.worlds)
        }
        print(name, sum)
    }
}
