import Reconciliation
import UsageModel

// The time behind the last day, in which nothing happens but the controller's own work.
extension YearsSimulation {
    /// Undisturbed cycles, after which nothing may be left to write.
    private static let mostRounds = 50

    /// Nothing goes wrong any more, and nobody but the first installation acts: within so many
    /// cycles it writes no more, and each cell is as it should be or says who or what it waits for.
    mutating func calmDown() throws(Violation) {
        isCalm = true
        say("calm")
        while !world.flying.isEmpty { try arrive() }
        for _ in 0..<Self.mostRounds {
            world.platform.pass(.seconds(660))
            for file in world.platform.busy { world.platform.finishProcessing(file) }
            let version = world.platform.version
            try cycle(0)
            if world.platform.version == version { return try judgeCalm() }
        }
        throw Violation(
            .quiet, "after \(Self.mostRounds) undisturbed cycles there are still writes")
    }

    private mutating func judgeCalm() throws(Violation) {
        let platform = world.platform
        let look = scene.look(
            at: platform.list(), world.ledgers[0].knowledge, now: platform.now,
            exists: { platform[$0] != nil })
        guard case .planned(let plan, _) = look else {
            throw Violation(.convergence, "the observation is not proven, with no fault in it")
        }
        guard let left = plan.actions.first else { return }
        throw Violation(
            .convergence,
            "\(left.cell) is still to be written to and never is: \(left.decision.reason.rawValue)")
    }
}
