/// A customer's subscription to a product: an asset in the API.
package struct Subscription: Hashable, Sendable, Codable {
    package var id: SubscriptionID
    /// `draft`, `processing`, `active`, `terminating`, `suspended` or `terminated`.
    package var status: String
    package var product: ProductID?
    /// Nil, or the preview stand-in, for subscriptions of the preview.
    package var contract: ContractID?
    package var created: Timestamp?
    /// The latest change; for a terminated subscription the best known bound of its end.
    package var updated: Timestamp?
    /// Parameter values by parameter id.
    package var parameters: [String: String]

    package init(
        id: SubscriptionID, status: String = "active", product: ProductID? = nil,
        contract: ContractID? = nil, created: Timestamp? = nil, updated: Timestamp? = nil,
        parameters: [String: String] = [:]
    ) {
        self.id = id
        self.status = status
        self.product = product
        self.contract = contract
        self.created = created
        self.updated = updated
        self.parameters = parameters
    }

    package var isPreview: Bool { contract == nil || contract == Contract.preview }
}
