/// Policies, each filed under the line of its match that says most, so that a thousand policies for
/// one distributor each are not tried one by one because all of them name the same product.
struct PolicyFiling: Sendable {
    private struct Pattern: Hashable {
        var line: IDLine
        var text: String
    }

    private var lines: [IDLine: LineIndex] = [:]
    /// Policies that have no line of ids.
    private var others: [Int] = []

    /// - Parameter matches: the policies' matches with their places.
    init(_ matches: [(place: Int, match: PolicyMatch)]) {
        var crowds: [Pattern: Int] = [:]
        for (_, match) in matches {
            for line in IDLine.allCases {
                for pattern in line.patterns(of: match) ?? [] {
                    crowds[Pattern(line: line, text: pattern.text), default: 0] += 1
                }
            }
        }
        for (place, match) in matches {
            if let (line, patterns) = Self.mostTelling(of: match, crowds) {
                lines[line, default: LineIndex()].add(patterns, at: place)
            } else {
                others.append(place)
            }
        }
    }

    /// The places of the policies that may take a cell, in order.
    func places(for facts: CellFacts) -> [Int] {
        var found = others
        for (line, index) in lines {
            if let id = line.id(of: facts) { found += index.places(taking: id) }
        }
        return found.sorted()
    }

    /// The line whose patterns the fewest policies share.
    private static func mostTelling(
        of match: PolicyMatch, _ crowds: [Pattern: Int]
    ) -> (line: IDLine, patterns: [MatchPattern])? {
        let given = IDLine.allCases.compactMap { line in
            line.patterns(of: match).map { (line: line, patterns: $0) }
        }
        let weights = given.map { line, patterns in
            let sizes = patterns.map { pattern in
                (crowds[Pattern(line: line, text: pattern.text)] ?? 0)
                    * (pattern.isExact ? 1 : idsOfGlob)
            }
            return sizes.max() ?? 0
        }
        return zip(given, weights).min { $0.1 < $1.1 }?.0
    }

    /// A guess at how many ids a glob takes.
    private static let idsOfGlob = 8
}
