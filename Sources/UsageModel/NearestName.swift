/// Finds what somebody probably meant to write.
package enum NearestName {
    /// The candidate with the fewest letters to change, nil where none is similar.
    package static func to(_ name: String, among candidates: some Sequence<String>) -> String? {
        let allowed = max(2, name.count / 3)
        return candidates.map { (distance(name.lowercased(), $0.lowercased()), $0) }
            .filter { $0.0 <= allowed }
            .min { $0 < $1 }?.1
    }

    /// The number of insertions, removals and replacements from one to the other (Levenshtein).
    private static func distance(_ left: String, _ right: String) -> Int {
        let right = Array(right.unicodeScalars.prefix(100))
        var row = Array(0...right.count)
        for (index, scalar) in left.unicodeScalars.prefix(100).enumerated() {
            var diagonal = row[0]
            row[0] = index + 1
            for (column, other) in right.enumerated() {
                let replaced = diagonal + (scalar == other ? 0 : 1)
                diagonal = row[column + 1]
                row[column + 1] = min(replaced, row[column] + 1, diagonal + 1)
            }
        }
        return row[right.count]
    }
}
