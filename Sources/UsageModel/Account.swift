/// A party on the platform: the vendor, or a provider (the distributor).
package struct Account: Hashable, Sendable, Codable {
    package var id: AccountID
    package var name: String?

    package init(id: AccountID, name: String? = nil) {
        self.id = id
        self.name = name
    }
}
