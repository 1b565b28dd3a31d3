/// A product of the vendor.
package struct Product: Hashable, Sendable, Codable {
    package var id: ProductID
    package var name: String?
    package var status: String?
    /// Nil where the product is not pay-as-you-go.
    package var payAsYouGo: PayAsYouGo?

    package init(
        id: ProductID, name: String? = nil, status: String? = nil, payAsYouGo: PayAsYouGo? = nil
    ) {
        self.id = id
        self.name = name
        self.status = status
        self.payAsYouGo = payAsYouGo
    }
}

/// The pay-as-you-go capability of a product.
package struct PayAsYouGo: Hashable, Sendable, Codable {
    package var schema: ReportingSchema
    /// Whether rows may bring items that the product does not have yet.
    package var isDynamic: Bool
    /// Whether rows dated before the file's period are allowed.
    package var allowsLate: Bool
    /// Whether rows dated after the file's period are allowed.
    package var allowsFuture: Bool
    package var requiredCustomFields: [String]

    package init(
        schema: ReportingSchema, isDynamic: Bool = false, allowsLate: Bool = false,
        allowsFuture: Bool = false, requiredCustomFields: [String] = []
    ) {
        self.schema = schema
        self.isDynamic = isDynamic
        self.allowsLate = allowsLate
        self.allowsFuture = allowsFuture
        self.requiredCustomFields = requiredCustomFields
    }
}
