/// What one month of a contract and product was billed, for comparison.
package struct MonthUsage: Hashable, Sendable {
    package var month: BillingMonth
    /// By item MPN, sorted.
    package var items: [ItemTotal]

    package init(month: BillingMonth, items: [ItemTotal]) {
        self.month = month
        self.items = items
    }

    /// Whether anything was used at all.
    package var isZero: Bool {
        items.allSatisfy { $0.quantity.isZero && ($0.amount ?? .zero).isZero }
    }
}
