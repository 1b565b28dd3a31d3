package import UsageModel

/// What a usage file is created with.
package struct UsageFileDraft: Sendable, Hashable {
    package var name: String
    package var description: String?
    package var note: String?
    /// Nil leaves the file without a period.
    package var period: DateSpan?
    /// ISO 4217; for priced schemas.
    package var currency: String?
    package var product: ProductID
    package var contract: ContractID
    package var externalID: String?

    package init(
        name: String, description: String? = nil, note: String? = nil, period: DateSpan?,
        currency: String? = nil, product: ProductID, contract: ContractID,
        externalID: String? = nil
    ) {
        self.name = name
        self.description = description
        self.note = note
        self.period = period
        self.currency = currency
        self.product = product
        self.contract = contract
        self.externalID = externalID
    }
}
