/// The name of an installation, part of the marker on its files.
///
/// Two installations with different identities treat each other's files as foreign.
package struct Identity: Hashable, Sendable, Codable, CustomStringConvertible {
    package let name: String

    /// 1 to 63 of `a-z`, `0-9` and `-`, neither first nor last a dash: these need no quoting in the
    /// platform's query grammar and leave room for the ids in an external id's 200 characters.
    package init?(_ name: String) {
        let isAllowed: (Character) -> Bool = { character in
            ("a"..."z").contains(character) || ("0"..."9").contains(character) || character == "-"
        }
        guard (1...63).contains(name.utf8.count), name.allSatisfy(isAllowed),
            name.first != "-", name.last != "-"
        else { return nil }
        self.name = name
    }

    package var description: String { name }
}
