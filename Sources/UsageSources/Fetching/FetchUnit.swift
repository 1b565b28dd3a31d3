import UsageModel

/// What one question to a vendor's system is about: a month, of one product or of all.
struct FetchUnit: Hashable, Sendable, CustomStringConvertible {
    var month: BillingMonth
    /// Nil where one answer holds all products.
    var product: ProductID?

    init(month: BillingMonth, product: ProductID? = nil) {
        self.month = month
        self.product = product
    }

    var description: String {
        [product?.text, month.description].compactMap(\.self).joined(separator: ", ")
    }

    /// What the placeholder of a name stands for; nil for a name that is none.
    func value(of name: String) -> String? {
        switch name {
        case "product": product?.text ?? ""
        case "month": month.description
        case "from": from
        case "to": to
        default: nil
        }
    }

    /// The month's first instant, `2026-10-01T00:00:00Z`.
    var from: String { Timestamp(startOf: month.firstDay).description }

    /// The first instant after the month, `2026-11-01T00:00:00Z`: exclusive, as a comparison with
    /// `<` needs it.
    var to: String { Timestamp(startOf: month.next.firstDay).description }
}
