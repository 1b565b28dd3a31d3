package import UsageModel

/// A product in a month: the finest piece of which a source says whether it knows it whole.
package struct UsageScope: Hashable, Comparable, Sendable, CustomStringConvertible {
    package var product: ProductID
    package var month: BillingMonth

    package init(product: ProductID, month: BillingMonth) {
        self.product = product
        self.month = month
    }

    package static func < (left: UsageScope, right: UsageScope) -> Bool {
        (left.product, left.month) < (right.product, right.month)
    }

    package var description: String { "\(product)/\(month)" }

    /// Whether it belongs to what a file or an answer is about; a nil product stands for any.
    func isPart(of month: BillingMonth, _ product: ProductID?) -> Bool {
        self.month == month && (product ?? self.product) == self.product
    }
}
