package import UsageModel

/// A product in a month, over all contracts.
package struct ProductMonth: Hashable, Comparable, Sendable {
    package let product: ProductID
    package let month: BillingMonth

    package init(product: ProductID, month: BillingMonth) {
        self.product = product
        self.month = month
    }

    package init(_ cell: Cell) {
        self.init(product: cell.product, month: cell.month)
    }

    package static func < (left: ProductMonth, right: ProductMonth) -> Bool {
        (left.product, left.month) < (right.product, right.month)
    }
}

/// How many records a product's month has, and of how many of them nobody can tell the owner.
struct RecordShare: Hashable {
    var all = 0
    var unattributed = 0
    /// Records that may be anybody's: those that belong to nobody, and rows that cannot be read.
    var unplaced = 0

    /// The shares of every product and month that was read.
    static func of(
        _ usage: UsageView, acknowledgements: [String: Acknowledgement], now: Timestamp
    ) -> [ProductMonth: RecordShare] {
        var shares: [ProductMonth: RecordShare] = [:]
        for (cell, usage) in usage.cells {
            shares[ProductMonth(cell), default: RecordShare()].all += usage.countedRecords
        }
        for lost in usage.unattributed + usage.doubts where lost.mayBeAnybodys {
            guard !lost.isAcknowledged(by: acknowledgements, at: now) else { continue }
            let key = ProductMonth(product: lost.product, month: lost.month)
            var share = shares[key] ?? RecordShare()
            share.unplaced += lost.records
            if lost.reason.isOwnerUnknown {
                share.all += lost.records
                share.unattributed += lost.records
            }
            shares[key] = share
        }
        return shares
    }
}

extension UnattributedUsage {
    /// Whether any cell of the product and month might own the records.
    fileprivate var mayBeAnybodys: Bool { reason.isOwnerUnknown || reason == .rowUnreadable }

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
