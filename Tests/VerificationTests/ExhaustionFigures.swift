import Foundation
import TestSupport
import Verification

/// The figures of the exhaustive exploration, as README.md writes them.
struct ExhaustionFigures: Equatable, CustomStringConvertible {
    let states: String
    let settings: String
    let moves: String
    let worlds: String
    let ends: String

    init(states: Int, settings: Int, counts: ExplorationCounts) {
        self.states = Self.grouped(states)
        self.settings = Self.grouped(settings)
        moves = Self.millions(counts.moves)
        worlds = Self.millions(counts.worlds)
        ends = Self.grouped(counts.ends)
    }

    /// What a page says; nil where it has no such sentence.
    init?(readingPage page: String) {
        let text = page.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        let sentence =
            /(\S+) starting states of a cell in (\S+) settings .*?(\S+ million) moves in (\S+ million) different worlds to (\S+) ends/
        guard let found = text.firstMatch(of: sentence)?.output else { return nil }
        (states, settings) = (String(found.1), String(found.2))
        (moves, worlds, ends) = (String(found.3), String(found.4), String(found.5))
    }

    /// What README.md says.
    static var ofReadMe: ExhaustionFigures? {
        let file = PackageFolder.root.appendingPathComponent("README.md")
        return (try? String(contentsOf: file, encoding: .utf8)).flatMap(Self.init(readingPage:))
    }

    var description: String {
        "\(states) starting states, \(settings) settings, \(moves) moves, \(worlds) different "
            + "worlds, \(ends) ends"
    }

    /// 1,234,567.
    private static func grouped(_ number: Int) -> String {
        let digits = Array(String(number))
        return digits.indices.map { index in
            let isBoundary = index > 0 && (digits.count - index) % 3 == 0
            return (isBoundary ? "," : "") + String(digits[index])
        }.joined()
    }

    /// 1.2 million.
    private static func millions(_ number: Int) -> String {
        let tenths = (number + 50_000) / 100_000
        return "\(grouped(tenths / 10)).\(tenths % 10) million"
    }
}
