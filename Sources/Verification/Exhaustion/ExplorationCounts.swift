/// What an exploration has seen.
package struct ExplorationCounts: Hashable, Sendable {
    package var cases = 0
    /// Different worlds.
    package var worlds = 0
    /// Moves between them that were judged.
    package var moves = 0
    package var calmMoves = 0
    /// Calms that were run to their end.
    package var ends = 0
    package var converged = 0
    package var waiting = 0
    /// By reason.
    package var held: [String: Int] = [:]

    package init() {}

    package static func + (left: ExplorationCounts, right: ExplorationCounts) -> ExplorationCounts {
        var sum = left
        sum.cases += right.cases
        sum.worlds += right.worlds
        sum.moves += right.moves
        sum.calmMoves += right.calmMoves
        sum.ends += right.ends
        sum.converged += right.converged
        sum.waiting += right.waiting
        sum.held.merge(right.held, uniquingKeysWith: +)
        return sum
    }
}

extension ExplorationCounts: CustomStringConvertible {
    package var description: String {
        let held = held.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }
        return "\(cases) cases, \(worlds) worlds, \(moves) moves, \(ends) ends: "
            + "\(converged) converged, \(waiting) waiting, held: \(held.joined(separator: ", "))"
    }
}
