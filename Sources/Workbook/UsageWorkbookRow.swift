package import UsageModel

/// One row of a usage workbook's sheet, by the names of its header.
package struct UsageWorkbookRow: Sendable {
    /// As the workbook counts; the header is row 1.
    package let number: Int
    /// The names of the columns, in their order; nil over an unnamed column.
    package let header: [String?]
    private let positions: [String: Int]
    private let cells: [String?]

    init(number: Int, header: [String?], positions: [String: Int], cells: [String?]) {
        self.number = number
        self.header = header
        self.positions = positions
        self.cells = cells
    }

    /// The text of a cell, nil where it is empty or there is no such column.
    package subscript(column: String) -> String? {
        guard let position = positions[column], position < cells.count else { return nil }
        return cells[position]
    }

    /// The cells with text, by column name.
    package var values: [String: String] {
        var values: [String: String] = [:]
        for (name, cell) in zip(header, cells) {
            if let name, let cell { values[name] = cell }
        }
        return values
    }
}

extension UsageWorkbookRow {
    /// The row as it was appended to a workbook of `product`; nil where a required cell is missing,
    /// a number or time cannot be read, or the search criteria are not ours.
    package func usageRow(product: ProductID, file: String) -> UsageRow? {
        guard self["item_search_criteria"] == "item.mpn",
            self["asset_search_criteria"] == "asset.id", let recordID = self["record_id"],
            let mpn = self["item_search_value"], let asset = self["asset_search_value"],
            let quantity = self["quantity"].flatMap({ ExactDecimal($0) }),
            let start = self["start_time_utc"].flatMap({ Timestamp($0) }),
            let end = self["end_time_utc"].flatMap({ Timestamp($0) })
        else { return nil }
        let prefix = UsageColumns.customPrefix
        let custom = header.compactMap { $0 }.filter { $0.hasPrefix(prefix) }.sorted()
            .compactMap { name in
                self[name].map {
                    CustomField(name: String(name.dropFirst(prefix.count)), value: $0)
                }
            }
        let record = UsageRecord(
            product: product, subscription: asset, itemMPN: mpn, quantity: quantity, start: start,
            end: end, amount: self["amount"].flatMap { ExactDecimal($0) },
            tier: self["tier"].flatMap { Int($0) }, recordID: recordID, note: self["record_note"],
            category: self["category_id"], itemName: self["item_name"],
            itemUnit: self["item_unit"], itemPrecision: self["item_precision"], custom: custom,
            origin: RecordOrigin(file: file, line: number))
        return UsageRow(recordID: recordID, record: record, asset: SubscriptionID(asset))
    }
}
