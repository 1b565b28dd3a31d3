/// A category that usage rows may refer to, for the provider's reports.
package struct UsageCategory: Hashable, Sendable {
    package var id: String
    /// What the vendor calls it, where a row says so.
    package var givenName: String?
    package var description: String?

    package init(id: String, name: String? = nil, description: String? = nil) {
        self.id = id
        givenName = name
        self.description = description
    }

    /// Of two texts for one category the one that comes first in order, so that the order of rows
    /// has no say.
    package static func settled(_ left: String?, _ right: String?) -> String? {
        guard let left, let right else { return left ?? right }
        return min(left, right)
    }

    /// The platform wants a name for each: the id where there is no other.
    package var name: String { givenName ?? id }
}
