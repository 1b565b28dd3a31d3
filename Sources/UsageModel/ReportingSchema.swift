/// What a product's usage rows carry: the platform's four reporting schemas.
package enum ReportingSchema: String, Sendable, Codable, CaseIterable {
    /// Quantity only.
    case quantity = "QT"
    /// Quantity and price.
    case price = "PR"
    /// Quantity and cost.
    case cost = "CR"
    /// Quantity and an amount per tier.
    case tier = "TR"

    /// Whether rows carry money, so that the file needs a currency.
    package var isPriced: Bool { self != .quantity }

    /// Reads either case of letters: products write `QT`, usage files `qt`.
    package init?(_ text: String) {
        self.init(rawValue: text.uppercased())
    }
}
