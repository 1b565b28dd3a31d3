/// By how much the source's usage of a cell differs now from what was sent for it.
package struct UsageDifference: Hashable, Sendable, Codable {
    /// What stands for the usage that was sent.
    package enum Basis: String, Sendable, Codable {
        /// What the ledger says of our own upload, to the row.
        case ledger
        /// The records that the platform holds of files that others made, by their sums.
        case platform
    }

    /// One item's change, now less what was sent.
    package struct Item: Hashable, Sendable, Codable {
        package var mpn: String
        package var rows: Int
        package var quantity: ExactDecimal
        /// Nil for schemas without money.
        package var amount: ExactDecimal?

        package init(mpn: String, rows: Int, quantity: ExactDecimal, amount: ExactDecimal?) {
            self.mpn = mpn
            self.rows = rows
            self.quantity = quantity
            self.amount = amount
        }

        /// Whether neither quantity nor amount changed.
        package var isEqualInSum: Bool { quantity.isZero && (amount ?? .zero).isZero }
    }

    package var basis: Basis
    /// Items that changed, sorted by MPN; empty where all sums agree.
    package var items: [Item]

    /// Compares by item. Rows count only against our own upload: others may cut the same usage
    /// into other rows. Sums that need more than 38 digits count as unchanged.
    package init(sent: [ItemTotal], now: [ItemTotal], basis: Basis) {
        self.basis = basis
        let before = Self.byItem(sent)
        let after = Self.byItem(now)
        items = Set(before.keys).union(after.keys).sorted().compactMap { mpn in
            let item = Self.change(of: mpn, from: before[mpn], to: after[mpn])
            let isEqual = item.isEqualInSum && (basis == .platform || item.rows == 0)
            return isEqual ? nil : item
        }
    }

    private static func byItem(_ totals: [ItemTotal]) -> [String: ItemTotal] {
        totals.reduce(into: [:]) { sums, total in
            guard var sum = sums[total.mpn] else { return sums[total.mpn] = total }
            sum.rows += total.rows
            sum.quantity = sum.quantity.adding(total.quantity) ?? sum.quantity
            if let amount = total.amount {
                sum.amount = (sum.amount ?? .zero).adding(amount) ?? sum.amount
            }
            sums[total.mpn] = sum
        }
    }

    private static func change(
        of mpn: String, from before: ItemTotal?, to after: ItemTotal?
    ) -> Item {
        let hasMoney = before?.amount != nil || after?.amount != nil
        return Item(
            mpn: mpn, rows: (after?.rows ?? 0) - (before?.rows ?? 0),
            quantity: difference(after?.quantity, before?.quantity),
            amount: hasMoney ? difference(after?.amount, before?.amount) : nil)
    }

    private static func difference(_ now: ExactDecimal?, _ before: ExactDecimal?) -> ExactDecimal {
        let before = before ?? .zero
        let negative = ExactDecimal(coefficient: -before.coefficient, scale: before.scale)
        return (now ?? .zero).adding(negative) ?? .zero
    }
}

extension UsageDifference: CustomStringConvertible {
    /// Items that a sentence names; the rest is counted.
    private static let mostNamed = 3

    package var description: String {
        guard !items.isEmpty else { return "the sums by item are the same" }
        let named = items.prefix(Self.mostNamed).map(\.description)
        let rest = items.count - named.count
        return (named + (rest > 0 ? ["\(rest) more items"] : [])).joined(separator: "; ")
    }
}

extension UsageDifference.Item: CustomStringConvertible {
    package var description: String {
        let money = amount.map { ", amount \(Self.signed($0))" } ?? ""
        let count = rows > 0 ? "+\(rows)" : "\(rows)"
        return "'\(mpn)' records \(count), quantity \(Self.signed(quantity))\(money)"
    }

    private static func signed(_ number: ExactDecimal) -> String {
        number.isNegative || number.isZero ? "\(number)" : "+\(number)"
    }
}
