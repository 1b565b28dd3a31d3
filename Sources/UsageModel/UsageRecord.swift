/// One row of the vendor's usage, before it is known whose it is.
package struct UsageRecord: Hashable, Sendable {
    package var product: ProductID
    /// What names the subscription, looked up by the policy's asset criteria.
    package var subscription: String
    package var itemMPN: String
    package var quantity: ExactDecimal
    package var start: Timestamp
    package var end: Timestamp
    package var amount: ExactDecimal?
    package var tier: Int?
    package var recordID: String?
    package var note: String?
    /// The category's id.
    package var category: String?
    /// How the sheet of categories names the category; its id where nothing does.
    package var categoryName: String?
    package var categoryDescription: String?
    package var itemName: String?
    package var itemUnit: String?
    package var itemPrecision: String?
    package var currency: String?
    /// The `v.NAME` columns, by name without the prefix, in order of name.
    package var custom: [CustomField]
    package var origin: RecordOrigin

    package init(
        product: ProductID, subscription: String, itemMPN: String, quantity: ExactDecimal,
        start: Timestamp, end: Timestamp, amount: ExactDecimal? = nil, tier: Int? = nil,
        recordID: String? = nil, note: String? = nil, category: String? = nil,
        categoryName: String? = nil, categoryDescription: String? = nil,
        itemName: String? = nil, itemUnit: String? = nil, itemPrecision: String? = nil,
        currency: String? = nil, custom: [CustomField] = [], origin: RecordOrigin
    ) {
        self.product = product
        self.subscription = subscription
        self.itemMPN = itemMPN
        self.quantity = quantity
        self.start = start
        self.end = end
        self.amount = amount
        self.tier = tier
        self.recordID = recordID
        self.note = note
        self.category = category
        self.categoryName = categoryName
        self.categoryDescription = categoryDescription
        self.itemName = itemName
        self.itemUnit = itemUnit
        self.itemPrecision = itemPrecision
        self.currency = currency
        self.custom = custom
        self.origin = origin
    }
}

/// A vendor's own column of a usage row.
package struct CustomField: Hashable, Sendable, Codable {
    package var name: String
    package var value: String

    package init(name: String, value: String) {
        self.name = name
        self.value = value
    }
}

/// Where a record was read.
package struct RecordOrigin: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// The path as the source names it.
    package var file: String
    /// From 1; for JSON arrays and sheets the number of the element or row.
    package var line: Int
    /// How many rows were summed into the record, of which this is the first.
    package var rows: Int

    package init(file: String, line: Int, rows: Int = 1) {
        self.file = file
        self.line = line
        self.rows = rows
    }

    package static func < (left: RecordOrigin, right: RecordOrigin) -> Bool {
        (left.file, left.line) < (right.file, right.line)
    }

    package var description: String {
        rows == 1 ? "\(file):\(line)" : "\(file):\(line) and \(rows - 1) more"
    }
}
