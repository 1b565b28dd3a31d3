/// A category that usage rows may refer to, for the provider's reports.
package struct UsageCategory: Hashable, Sendable {
    package var id: String
    package var name: String
    package var description: String?

    package init(id: String, name: String, description: String? = nil) {
        self.id = id
        self.name = name
        self.description = description
    }
}
