import UsageModel

/// The part of a query that one pattern answers: what the path or address tells apart, nil for all
/// of them.
struct ReadingUnit: Hashable, Comparable {
    let month: BillingMonth?
    let product: ProductID?

    init(month: BillingMonth?, product: ProductID?) {
        self.month = month
        self.product = product
    }

    static func < (left: ReadingUnit, right: ReadingUnit) -> Bool {
        let leftMonth = left.month?.index ?? -1
        let rightMonth = right.month?.index ?? -1
        return (leftMonth, left.product?.text ?? "") < (rightMonth, right.product?.text ?? "")
    }
}
