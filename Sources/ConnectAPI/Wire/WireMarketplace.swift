import UsageModel

/// A row of `/marketplaces`.
struct WireMarketplace: Decodable {
    var id: String
    var name: String?
    var currency: String?

    var marketplace: Marketplace {
        let code = currency ?? ""
        return Marketplace(
            id: MarketplaceID(id), name: name, currency: code.isEmpty ? nil : code)
    }
}
