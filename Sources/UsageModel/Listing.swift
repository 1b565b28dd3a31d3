/// The offer of a product under a contract.
package struct Listing: Hashable, Sendable, Codable {
    package var id: String
    /// `listed` or `unlisted`.
    package var status: String
    package var contract: ContractID?
    package var product: ProductID?
    package var created: Timestamp?
    package var provider: Account?
    package var marketplace: MarketplaceID?

    package init(
        id: String, status: String = "listed", contract: ContractID? = nil,
        product: ProductID? = nil, created: Timestamp? = nil, provider: Account? = nil,
        marketplace: MarketplaceID? = nil
    ) {
        self.id = id
        self.status = status
        self.contract = contract
        self.product = product
        self.created = created
        self.provider = provider
        self.marketplace = marketplace
    }

    package var isListed: Bool { status == "listed" }
}
