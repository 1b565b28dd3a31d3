/// An id, or a glob in which `*` stands for any text and `?` for one character.
package struct MatchPattern: Hashable, Sendable, CustomStringConvertible {
    package let text: String
    package let isExact: Bool
    private let bytes: [UInt8]

    package init(_ text: String) {
        self.text = text
        bytes = Array(text.utf8)
        isExact = !text.utf8.contains { $0 == UInt8(ascii: "*") || $0 == UInt8(ascii: "?") }
    }

    package var description: String { text }

    /// Whether an id is what the pattern says; letters of different case are different.
    package func matches(_ id: String) -> Bool {
        guard !isExact else { return id == text }
        var id = id
        return id.withUTF8 { unsafe Self.matches(bytes, $0) }
    }

    /// The usual walk with one point of return: the last star. Linear for few stars, and never worse
    /// than the product of the lengths.
    private static func matches(_ pattern: [UInt8], _ id: some RandomAccessCollection<UInt8>) -> Bool {
        let letters = Array(id)
        var place = 0
        var letter = 0
        var star: (place: Int, letter: Int)?
        while letter < letters.count {
            if place < pattern.count, pattern[place] == UInt8(ascii: "*") {
                star = (place, letter)
                place += 1
            } else if place < pattern.count,
                pattern[place] == UInt8(ascii: "?") || pattern[place] == letters[letter]
            {
                place += 1
                letter += 1
            } else if let last = star {
                star = (last.place, last.letter + 1)
                place = last.place + 1
                letter = last.letter + 1
            } else {
                return false
            }
        }
        return pattern[place...].allSatisfy { $0 == UInt8(ascii: "*") }
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
