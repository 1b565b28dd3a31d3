import UsageModel

// What holds for one row by itself.
extension Preflight {
    /// The largest amount of the platform's API description, up or down.
    private static let largestAmount = ExactDecimal(10_000_000_000_000_000)
    /// The platform's amounts are JSON numbers: more digits than these do not pass through one.
    private static let mostAmountDigits = 17
    /// The second reseller level; 0 is the customer.
    private static let highestTier = 2

    mutating func checkQuantity(_ row: UsageRow, decimals: Int?) {
        let quantity = row.record.quantity
        if quantity.isNegative {
            note(.quantityNegative, row, "the quantity is \(quantity)")
        }
        if let decimals, quantity.scale > decimals {
            note(
                .quantityPrecision, row,
                "the quantity \(quantity) has \(quantity.scale) decimals, the item "
                    + "'\(row.record.itemMPN)' allows \(decimals)")
        }
    }

    /// An item that the product gets with this row has to be described by it.
    mutating func checkNewItem(_ row: UsageRow) {
        let record = row.record
        let missing = [
            ("item_name", record.itemName), ("item_unit", record.itemUnit),
            ("item_precision", record.itemPrecision),
        ].filter { ($0.1 ?? "").isEmpty }.map { "'\($0.0)'" }
        guard missing.isEmpty else {
            note(
                .itemIncomplete, row,
                "the item '\(record.itemMPN)' is new and lacks \(missing.joined(separator: ", "))")
            checkQuantity(row, decimals: nil)
            return
        }
        let described = NewItem(unit: record.itemUnit, precision: record.itemPrecision)
        let first = newItems[record.itemMPN] ?? described
        newItems[record.itemMPN] = first
        if first != described {
            note(
                .itemIncomplete, row,
                "the item '\(record.itemMPN)' is new and described as \(described), and as "
                    + "\(first) before: nobody knows which of them the platform would make")
        }
        let precision = record.itemPrecision ?? ""
        if !Item.precisions.contains(precision.lowercased()) {
            note(
                .itemIncomplete, row,
                "the item '\(record.itemMPN)' is new and 'item_precision' is '\(precision)', "
                    + "expected one of \(Item.precisions.joined(separator: ", "))")
        }
        checkQuantity(row, decimals: Item.decimals(ofPrecision: precision))
    }

    mutating func checkMoney(_ row: UsageRow) {
        guard let schema = capability?.schema, schema.isPriced else { return }
        checkCurrency(row)
        if let amount = row.record.amount {
            checkAmount(amount, row)
        } else {
            note(.amountMissing, row, "'amount' is empty, the schema is \(schema.rawValue)")
        }
        guard schema == .tier else { return }
        switch row.record.tier {
        case nil: note(.tierMissing, row, "'tier' is empty, the schema is TR")
        case let tier? where !(0...Self.highestTier).contains(tier):
            note(.tierInvalid, row, "the tier is \(tier), expected 0, 1 or 2")
        default: break
        }
    }

    /// Rows of another currency, and those that name none beside others that do: whether such an
    /// amount is in the file's currency is anybody's guess.
    private mutating func checkCurrency(_ row: UsageRow) {
        guard let currency = row.record.currency, !currency.isEmpty else {
            return countWithoutCurrency(row)
        }
        namesCurrency = true
        guard let wanted = facts.currencies[cell], currency != wanted else { return }
        note(.currencyMixed, row, "the currency is '\(currency)', the file would be in '\(wanted)'")
    }

    private mutating func checkAmount(_ amount: ExactDecimal, _ row: UsageRow) {
        if amount.isNegative { note(.amountNegative, row, "the amount is \(amount)") }
        if amount.magnitude > Self.largestAmount {
            note(.amountDigits, row, "the amount \(amount) is above \(Self.largestAmount)")
        } else if amount.significantDigits > Self.mostAmountDigits {
            note(
                .amountDigits, row,
                "the amount \(amount) has \(amount.significantDigits) digits, at most "
                    + "\(Self.mostAmountDigits) are taken as they are")
        }
    }

    mutating func checkTimes(_ row: UsageRow) {
        let record = row.record
        let month = cell.month
        if record.end < record.start {
            note(
                .timeEndFirst, row,
                "it ends at \(record.end.workbookText), before it begins at "
                    + "\(record.start.workbookText)")
        }
        if record.start < firstInstant, capability?.allowsLate != true {
            note(
                .timeOutsideMonth, row,
                "it begins at \(record.start.workbookText), before \(month), and the product "
                    + "takes no late usage")
        } else if max(record.start, record.end) >= afterLast, capability?.allowsFuture != true {
            note(
                .timeOutsideMonth, row,
                "it ends at \(max(record.start, record.end).workbookText), after \(month), "
                    + "and the product takes no future usage")
        }
    }

    mutating func checkTexts(_ row: UsageRow) {
        let record = row.record
        checkText(row.recordID, "record_id", row)
        checkText(row.asset.text, "subscription_id", row)
        checkText(record.note, "record_note", row)
        checkText(record.itemMPN, "item_mpn", row)
        checkText(record.category, "category_id", row, most: PlatformText.category)
        checkText(record.categoryName, "category_name", row, most: PlatformText.category)
        checkText(
            record.categoryDescription, "category_description", row, most: PlatformText.category)
        checkText(record.itemName, "item_name", row, most: PlatformText.itemName)
        checkText(record.itemUnit, "item_unit", row, most: PlatformText.itemUnit)
        checkText(record.itemPrecision, "item_precision", row)
        for field in record.custom {
            checkText(field.name, "v.\(field.name)", row, most: PlatformText.customName)
            checkText(field.value, "v.\(field.name)", row, most: PlatformText.customValue)
        }
        for name in requiredFields
        where !record.custom.contains(where: { $0.name == name && !$0.value.isEmpty }) {
            note(.customFieldMissing, row, "'v.\(name)' is empty, the product requires it")
        }
    }

    private mutating func noteTooLong(
        _ column: String, _ row: UsageRow, _ length: Int, _ most: Int
    ) {
        note(
            .textTooLong, row, "'\(column)' has \(length) characters, at most \(most) are taken")
    }

    private mutating func checkText(
        _ text: String?, _ column: String, _ row: UsageRow, most: Int? = nil
    ) {
        guard let text, !text.isEmpty else { return }
        // Bytes are counted in no time, and a text has no more characters than bytes. A sheet
        // counts units of UTF-16, of which a character may have several.
        if let most, text.utf8.count > most, text.count > most {
            noteTooLong(column, row, text.count, most)
        } else if text.utf8.count > PlatformText.cell, text.utf16.count > PlatformText.cell {
            noteTooLong(column, row, text.utf16.count, PlatformText.cell)
        }
        if let refused = PlatformText.refused(in: text) {
            note(.textCharacters, row, "'\(column)' has \(refused)")
        }
    }
}
