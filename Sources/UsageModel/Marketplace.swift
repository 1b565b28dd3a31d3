/// A region in which a provider sells.
package struct Marketplace: Hashable, Sendable, Codable {
    package var id: MarketplaceID
    package var name: String?
    /// ISO 4217; nil where the platform has none.
    package var currency: String?

    package init(id: MarketplaceID, name: String? = nil, currency: String? = nil) {
        self.id = id
        self.name = name
        self.currency = currency
    }
}
