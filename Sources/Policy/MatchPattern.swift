/// An id, or a glob in which `*` stands for any text and `?` for one character.
package struct MatchPattern: Hashable, Sendable, CustomStringConvertible {
    package let text: String
    package let isExact: Bool
    private let bytes: [UInt8]
    /// The number of bytes before the first wildcard.
    private let literalCount: Int

    package init(_ text: String) {
        self.text = text
        bytes = Array(text.utf8)
        let isLiteral: (UInt8) -> Bool = { $0 != Self.star && $0 != Self.anyCharacter }
        isExact = bytes.allSatisfy(isLiteral)
        literalCount = bytes.prefix(while: isLiteral).count
    }

    private static let star = UInt8(ascii: "*")
    private static let anyCharacter = UInt8(ascii: "?")

    package var description: String { text }

    /// What every id that the pattern takes begins with.
    var literalPrefix: String { String(decoding: bytes[..<literalCount], as: UTF8.self) }

    /// Whether an id is what the pattern says; letters of different case are different.
    package func matches(_ id: String) -> Bool {
        if isExact { return id == text }
        // Most globs are refused by their first letters, which need no copy of the id.
        guard id.utf8.starts(with: bytes[..<literalCount]) else { return false }
        return matchesBehindPrefix(Array(id.utf8))
    }

    /// The usual walk with one point of return, the last star: never worse than the product of the
    /// lengths.
    private func matchesBehindPrefix(_ letters: [UInt8]) -> Bool {
        var place = literalCount
        var letter = literalCount
        var lastStar: (place: Int, letter: Int)?
        while letter < letters.count {
            if place < bytes.count, bytes[place] == Self.star {
                lastStar = (place, letter)
                place += 1
            } else if place < bytes.count,
                bytes[place] == Self.anyCharacter || bytes[place] == letters[letter]
            {
                place += 1
                letter += 1
            } else if let last = lastStar {
                lastStar = (last.place, last.letter + 1)
                place = last.place + 1
                letter = last.letter + 1
            } else {
                return false
            }
        }
        return bytes[place...].allSatisfy { $0 == Self.star }
    }
}

extension [MatchPattern] {
    /// How a list of patterns takes an id, nil where none does.
    func precision(for id: String) -> PolicyRank.Precision? {
        var result: PolicyRank.Precision?
        for pattern in self where pattern.matches(id) {
            if pattern.isExact { return .exact }
            result = .glob
        }
        return result
    }
}
