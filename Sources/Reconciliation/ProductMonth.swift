import UsageModel

/// A product in a month, over all contracts.
struct ProductMonth: Hashable {
    let product: ProductID
    let month: BillingMonth

    init(product: ProductID, month: BillingMonth) {
        self.product = product
        self.month = month
    }

    init(_ cell: Cell) {
        self.init(product: cell.product, month: cell.month)
    }
}

/// How many records a product's month has, and of how many of them nobody can tell the owner.
struct RecordShare: Hashable {
    var all = 0
    var unattributed = 0

    /// The shares of every product and month that was read.
    static func of(
        _ usage: UsageView, acknowledgements: [String: Acknowledgement], now: Timestamp
    ) -> [ProductMonth: RecordShare] {
        var shares: [ProductMonth: RecordShare] = [:]
        for (cell, usage) in usage.cells {
            shares[ProductMonth(cell), default: RecordShare()].all += usage.countedRecords
        }
        for lost in usage.unattributed where lost.reason.isOwnerUnknown {
            guard !lost.isAcknowledged(by: acknowledgements, at: now) else { continue }
            let key = ProductMonth(product: lost.product, month: lost.month)
            shares[key, default: RecordShare()].all += lost.records
            shares[key, default: RecordShare()].unattributed += lost.records
        }
        return shares
    }
}

extension UnattributedUsage {
    /// Whether a person said of every value shown that it is known.
    func isAcknowledged(
        by acknowledgements: [String: Acknowledgement], at now: Timestamp
    ) -> Bool {
        !examples.isEmpty
            && examples.allSatisfy { value in
                acknowledgements[value].map { now < $0.until } ?? false
            }
    }
}
