/// The names and values of a query or of a form's body.
struct FormFields: Hashable, Sendable {
    private let values: [String: String]

    /// Nil where an escape is broken or there are more fields than any form of ours has.
    ///
    /// Of a name that is there twice the first value counts.
    init?(_ text: some StringProtocol) {
        var values: [String: String] = [:]
        let pairs = text.split(separator: "&")
        guard pairs.count <= Self.most else { return nil }
        for pair in pairs {
            let parts = pair.split(
                separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard let name = URLText.decoded(parts[0], plusIsSpace: true),
                let value = URLText.decoded(parts.count > 1 ? parts[1] : "", plusIsSpace: true)
            else { return nil }
            if values[name] == nil { values[name] = value }
        }
        self.values = values
    }

    private static let most = 50

    /// The value without spaces around it; nil where it is absent or empty, as in a form that was
    /// left blank.
    subscript(_ name: String) -> String? {
        guard let value = values[name] else { return nil }
        let trimmed = String(value.trimmingSpaces)
        return trimmed.isEmpty ? nil : trimmed
    }
}

extension StringProtocol {
    /// The text without spaces, tabs and line breaks around it.
    var trimmingSpaces: SubSequence {
        let rest = drop(while: \.isWhitespace)
        let end = rest.lastIndex { !$0.isWhitespace }
        return end.map { rest[...$0] } ?? rest[rest.startIndex..<rest.startIndex]
    }
}
