import Reconciliation
import UsageModel

/// Visits every world that a case can come to, depth first, each world once, and judges the rules
/// at every move and the calm that follows from every world in which nobody is at work.
///
/// Worlds are told apart by a hash of 64 bits: with n worlds the chance that one hides another is
/// below n²/2^65, one in ten million for a million worlds.
package struct Explorer {
    private let scene: CaseScene
    private let setting: CaseSetting
    /// Where the case comes to as long as nobody else has a hand in it.
    private let ends: [CaseEnd]
    private var visited: Set<Int> = []
    private var calmed: Set<Int> = []
    package private(set) var counts = ExplorationCounts()

    package init(_ scene: CaseScene, _ setting: CaseSetting, ends: [CaseEnd]) {
        self.scene = scene
        self.setting = setting
        self.ends = ends
    }

    /// Whether nobody but one controller has a hand in the case: no second one, no people.
    private var isAlone: Bool { setting.controllers == .one && setting.meddlings == 0 }

    /// Explores a case to its end or to its first violation.
    package static func explore(
        _ start: StartingState, _ setting: CaseSetting
    ) throws -> ExplorationCounts {
        var builder = try CaseBuilder(setting)
        start.prepare(&builder)
        builder.scene.mayMeddle = setting.meddlings > 0
        var explorer = Explorer(builder.scene, setting, ends: start.ends)
        do {
            try explorer.visitAll(from: builder.world)
        } catch {
            var violation = error
            violation.detail += " (from '\(start.name)')"
            throw violation
        }
        explorer.counts.cases = 1
        return explorer.counts
    }

    private struct Place {
        var world: World
        var moves: [WorldMove]
        var next = 0
    }

    private mutating func visitAll(from first: World) throws(Violation) {
        var stack: [Place] = []
        if let place = try enter(first, path: []) { stack.append(place) }
        while let place = stack.last {
            guard place.next < place.moves.count else {
                stack.removeLast()
                continue
            }
            stack[stack.count - 1].next += 1
            let move = place.moves[place.next]
            var world = place.world
            counts.moves += 1
            do {
                try world.make(move, scene)
                if let place = try enter(world, path: []) { stack.append(place) }
            } catch {
                var violation = error
                violation.path =
                    stack.map { $0.moves[$0.next - 1].description } + violation.path
                throw violation
            }
        }
    }

    /// Judges a world that was never visited before; nil for one that was.
    private mutating func enter(
        _ world: World, path: [String]
    ) throws(Violation) -> Place? {
        guard visited.insert(world.hashValue).inserted else { return nil }
        counts.worlds += 1
        try checkLeft(world)
        if world.isIdle {
            for arrives in world.flying.isEmpty ? [false] : [true, false] {
                try calm(world, arrives: arrives)
            }
        }
        return Place(world: world, moves: world.moves(setting))
    }

    // MARK: The calm

    /// Rounds of undisturbed cycles until nothing happens any more.
    private static let mostRounds = 10
    /// Lists in one undisturbed cycle, after which its time is up.
    private static let mostLists = 40

    /// From here on nothing goes wrong: late requests arrive at once or never, and every
    /// installation runs cycle after cycle.
    private mutating func calm(_ before: World, arrives: Bool) throws(Violation) {
        var world = before
        world.faultsLeft = 0
        world.pausesLeft = 0
        world.meddlingsLeft = 0
        world.takesTurns = false
        while !world.flying.isEmpty {
            if arrives { try world.make(.arrive(0), scene) } else { world.flying.removeFirst() }
        }
        for index in world.installations.indices { world.installations[index].cyclesLeft = 0 }
        guard calmed.insert(world.hashValue).inserted else { return }
        for _ in 0..<Self.mostRounds {
            let version = world.platform.version
            world.platform.pass(.seconds(660))
            for number in world.installations.indices { try runCycle(number, in: &world) }
            guard world.platform.version != version else { return try judgeEnd(world) }
        }
        throw Violation(
            .quiet, "after \(Self.mostRounds) undisturbed rounds there are still writes")
    }

    private mutating func runCycle(_ number: Int, in world: inout World) throws(Violation) {
        world.installations[number].cyclesLeft = 1
        try world.make(.begin(number, lag: 0), scene)
        var lists = 0
        while let activity = world.installations[number].activity {
            counts.calmMoves += 1
            try checkLeft(world)
            if activity.effect.isWrite {
                try world.make(.write(number, .none), scene)
            } else {
                for file in world.platform.busy where !scene.staysStuck(file, in: world) {
                    try world.make(.finishProcessing(file), scene)
                }
                lists += 1
                let isLast = lists > Self.mostLists
                try world.make(isLast ? .interrupt(number) : .list(number, lag: 0), scene)
            }
        }
        for file in world.platform.busy where !scene.staysStuck(file, in: world) {
            try world.make(.finishProcessing(file), scene)
        }
    }

    /// A cell that a person or time decides about is not written to.
    private func checkLeft(_ world: World) throws(Violation) {
        guard isAlone, ends.allSatisfy(\.isLeft) else { return }
        for activity in world.installations.compactMap(\.activity) where activity.effect.isWrite {
            throw Violation(.heldCell, "\(activity.effect), expected \(ends)")
        }
    }

    /// One live file, submitted, or a hold with a reason.
    private mutating func judgeEnd(_ world: World) throws(Violation) {
        counts.ends += 1
        let end = CaseJudgement(scene, setting, ends: ends, world)
        for installation in world.installations {
            try end.checkRows(installation)
            try end.checkReason(installation)
            switch try end.sort(installation) {
            case .held(let reason): counts.held[reason.rawValue, default: 0] += 1
            case .waiting: counts.waiting += 1
            case .converged: counts.converged += 1
            }
        }
    }
}
