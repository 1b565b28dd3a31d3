package import UsageModel

/// The canonical form of usage rows: what their identity and their digest are computed from.
package enum RowContent {
    /// Gives every record of a cell its record id and puts the rows into the order of sending.
    ///
    /// A record id of the source stays; another is derived from identity, cell, content and the
    /// ordinal among equal rows, so that the same usage gives the same ids on every try: should the
    /// platform ever see both of two uploads, it can tell that they are the same rows.
    ///
    /// - Parameter schema: of the product, nil where it is not known. Amounts and tiers that it has
    ///   no use for are no part of the rows: nobody checked them, and nobody knows what the platform
    ///   would make of them.
    package static func rows(
        _ placed: [(record: UsageRecord, asset: SubscriptionID)], marker: Marker,
        schema: ReportingSchema? = nil
    ) -> [UsageRow] {
        let sorted = placed.map { (key: fields(of: $0.record, asset: $0.asset), item: $0) }
            .sorted { ($0.key, $0.item.record.origin) < ($1.key, $1.item.record.origin) }
        var ordinal = 0
        var last: String?
        return sorted.map { key, item in
            ordinal = key == last ? ordinal + 1 : 0
            last = key
            let id = item.record.recordID ?? derivedID(key: key, ordinal: ordinal, marker: marker)
            return UsageRow(
                recordID: id, record: item.record.keepingOnly(what: schema), asset: item.asset)
        }
    }

    /// The categories that rows name, by id.
    package static func categories(of rows: [UsageRow]) -> [UsageCategory] {
        var found: [String: UsageCategory] = [:]
        for record in rows.lazy.map(\.record) {
            guard let id = record.category else { continue }
            var category = found[id] ?? UsageCategory(id: id)
            category.givenName = UsageCategory.settled(category.givenName, record.categoryName)
            category.description = UsageCategory.settled(
                category.description, record.categoryDescription)
            found[id] = category
        }
        return found.values.sorted { $0.id < $1.id }
    }

    /// What tells a row from all others, in whatever file it stands: the vendor's id of it or,
    /// where there is none, what a customer is billed for.
    ///
    /// Rows of two files that agree in subscription, item, both times, quantity and money are the
    /// same usage, as far as anybody can tell.
    package static func hash(of row: UsageRow) -> UInt64 {
        let record = row.record
        if let id = record.recordID { return RecordIDHashes.hash(id) }
        let parts = [
            "", record.itemMPN, row.asset.text, String(record.start.microseconds),
            String(record.end.microseconds), record.quantity.description,
            record.amount?.description ?? "", record.tier.map(String.init) ?? "",
        ]
        return RecordIDHashes.hash(parts.joined(separator: "\u{1F}"))
    }

    /// The digest over rows in their order.
    package static func digest(of rows: [UsageRow]) -> String {
        var digest = ContentDigest()
        for row in rows {
            digest.add(row.recordID)
            digest.add(fields(of: row.record, asset: row.asset))
        }
        // Where no name is given nothing is added: the digest is that of the ids alone.
        for category in categories(of: rows)
        where category.givenName != nil || category.description != nil {
            digest.add(category.id)
            digest.add(category.name)
            digest.add(category.description)
        }
        return digest.text
    }

    /// Sums by item, sorted by MPN; nil where a sum needs more than 38 digits.
    package static func totals(of rows: [UsageRow]) -> [ItemTotal]? {
        var totals: [String: ItemTotal] = [:]
        for row in rows {
            let record = row.record
            guard var total = totals[record.itemMPN] else {
                totals[record.itemMPN] = ItemTotal(
                    mpn: record.itemMPN, rows: 1, quantity: record.quantity, amount: record.amount)
                continue
            }
            guard let quantity = total.quantity.adding(record.quantity) else { return nil }
            total.rows += 1
            total.quantity = quantity
            if let amount = record.amount {
                guard let sum = (total.amount ?? .zero).adding(amount) else { return nil }
                total.amount = sum
            }
            totals[record.itemMPN] = total
        }
        return totals.values.sorted { $0.mpn < $1.mpn }
    }

    private static func fields(of record: UsageRecord, asset: SubscriptionID) -> String {
        let fixed: [String?] = [
            record.itemMPN, asset.text, record.start.description, record.end.description,
            record.quantity.description, record.amount?.description, record.tier.map(String.init),
            record.recordID, record.note, record.category, record.itemName, record.itemUnit,
            record.itemPrecision, record.currency,
        ]
        let custom = record.custom.flatMap { [$0.name, $0.value] }
        return (fixed + custom).map { $0 ?? "\u{0}" }.joined(separator: "\u{1F}")
    }

    /// A UUID in form, a hash in content.
    private static func derivedID(key: String, ordinal: Int, marker: Marker) -> String {
        var digest = ContentDigest()
        digest.add(marker.externalID)
        digest.add(key)
        digest.add(String(ordinal))
        let hex = Array(digest.hex.prefix(32))
        let cuts = [0..<8, 8..<12, 12..<16, 16..<20, 20..<32]
        return cuts.map { String(hex[$0]) }.joined(separator: "-")
    }
}

extension UsageRecord {
    /// A copy without the money that a schema does not report; as it is where no schema is known.
    fileprivate func keepingOnly(what schema: ReportingSchema?) -> UsageRecord {
        guard let schema else { return self }
        var record = self
        if !schema.isPriced { record.amount = nil }
        if schema != .tier { record.tier = nil }
        return record
    }
}
