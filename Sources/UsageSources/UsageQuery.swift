package import UsageModel

/// What a source is asked for: every one of the products in every one of the months.
package struct UsageQuery: Sendable, Hashable {
    package var months: [BillingMonth]
    package var products: [ProductID]

    package init(months: [BillingMonth], products: [ProductID]) {
        self.months = months
        self.products = products
    }

    /// Every pair that is asked for, in order.
    package var scopes: [UsageScope] {
        Set(products).sorted().flatMap { product in
            Set(months).sorted().map { UsageScope(product: product, month: $0) }
        }
    }
}
