package import UsageModel

/// All that a check of rows is a function of, for every cell of one reading.
package struct PreflightFacts: Sendable {
    package var products: [ProductID: Product]
    /// Products without an entry were not asked for, and their rows' items are not judged.
    package var items: [ProductID: ItemIndex] = [:]
    package var subscriptions: SubscriptionIndex
    package var attributions = SubscriptionAttributions()
    /// In what a cell's file would be; cells without an entry have no currency, or none is known.
    package var currencies: [Cell: String] = [:]
    /// Where subscriptions were reported before.
    package var sent = SentSubscriptions()
    /// The rows that earlier files carried.
    package var sentRecords = SentRecords()
    /// Products and months of which it is not proven who reported which subscriptions, and why.
    package var unprovenReports: [ProductMonth: String] = [:]
    /// The most rows that a file may have.
    package var rowsPerFile = Self.mostRows
    /// How many rows are named for each kind of fault.
    static let examples = 3

    /// The rows of an Excel sheet without the header: no workbook holds more.
    package static let mostRows = 1_048_575

    package init(products: [ProductID: Product], subscriptions: SubscriptionIndex) {
        self.products = products
        self.subscriptions = subscriptions
    }

    /// The verdict on rows that make up one cell.
    package func verdict(on rows: some Sequence<UsageRow>, in cell: Cell) -> PreflightVerdict {
        var preflight = Preflight(cell, facts: self)
        for row in rows { preflight.check(row) }
        return preflight.verdict
    }
}

/// The items of a product by what names them in the vendor's rows.
package struct ItemIndex: Sendable {
    private var byMPN: [String: Item] = [:]

    package init(_ items: some Sequence<Item>) {
        for item in items where !item.mpn.isEmpty {
            // Of two items with one MPN that counts which can be reported.
            if let known = byMPN[item.mpn], known.isPayAsYouGo, !item.isPayAsYouGo { continue }
            if let known = byMPN[item.mpn], known.isReportable, !item.isReportable { continue }
            byMPN[item.mpn] = item
        }
    }

    package subscript(mpn: String) -> Item? { byMPN[mpn] }

    /// The MPN of a pay-as-you-go item that somebody who wrote another probably meant.
    package func nearest(to mpn: String) -> String? {
        NearestName.to(mpn, among: byMPN.values.filter(\.isPayAsYouGo).map(\.mpn).sorted())
    }
}

extension Item {
    fileprivate var isReportable: Bool { isPayAsYouGo && isOnSale }
}
