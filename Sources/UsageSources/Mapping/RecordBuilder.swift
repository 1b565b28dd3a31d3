import UsageModel

/// Makes records of rows; texts and times that repeat are made once.
struct RecordBuilder {
    private let names: FieldNames
    private let formats: [RecordField: TimeFormat]
    /// The product where the rows have none of their own.
    private let product: ProductID?
    private var plainTimes = TimeText()
    private var texts = BytePool<String>()
    private var times = BytePool<Timestamp>()
    private var ends = BytePool<Timestamp>()

    init(rules: MappingRules, product: ProductID? = nil) {
        names = rules.names
        formats = rules.timeFormats
        self.product = product
    }

    /// The record of a row whose ranges lie in `bytes`.
    mutating func record(
        of row: FieldRow, in bytes: [UInt8], origin: RecordOrigin
    ) throws(RowFault) -> UsageRecord {
        let start = try time(.start, of: row, in: bytes)
        let end = try time(.end, of: row, in: bytes)
        guard start <= end else {
            throw RowFault(
                "'\(names.name(of: .end))' lies before '\(names.name(of: .start))'")
        }
        let quantity = try number(.quantity, of: row, in: bytes)
        guard let quantity else { throw missing(.quantity) }
        return UsageRecord(
            product: try productID(of: row, in: bytes),
            subscription: try required(.subscription, of: row, in: bytes),
            itemMPN: try required(.itemMPN, of: row, in: bytes), quantity: quantity, start: start,
            end: end, amount: try number(.amount, of: row, in: bytes),
            tier: try tier(of: row, in: bytes),
            recordID: try unique(.recordID, of: row, in: bytes),
            note: try unique(.note, of: row, in: bytes),
            category: try text(.category, of: row, in: bytes),
            // Rows point to categories by their ids: a name without one says nothing.
            categoryName: row[.category].isEmpty
                ? nil : try text(.categoryName, of: row, in: bytes),
            categoryDescription: row[.category].isEmpty
                ? nil : try text(.categoryDescription, of: row, in: bytes),
            itemName: try text(.itemName, of: row, in: bytes),
            itemUnit: try text(.itemUnit, of: row, in: bytes),
            itemPrecision: try text(.itemPrecision, of: row, in: bytes),
            currency: try text(.currency, of: row, in: bytes),
            custom: try custom(of: row, in: bytes), origin: origin)
    }

    private mutating func productID(
        of row: FieldRow, in bytes: [UInt8]
    ) throws(RowFault) -> ProductID {
        if let product, row[.product].isEmpty { return product }
        return ProductID(try required(.product, of: row, in: bytes))
    }

    /// The product of a row of which no record can be made, nil where it cannot be told either.
    func readableProduct(of row: FieldRow, in bytes: [UInt8]) -> ProductID? {
        guard !row[.product].isEmpty, row[.product].count < 100 else { return product }
        let text = String(validating: bytes[row[.product]], as: UTF8.self)
        return text.map { ProductID($0) } ?? product
    }

    /// The month of a row of which no record can be made, by its start; nil where that cannot be
    /// read.
    func readableMonth(of row: FieldRow, in bytes: [UInt8]) -> BillingMonth? {
        guard !row[.start].isEmpty, row[.start].count < 100 else { return nil }
        let text = String(decoding: bytes[row[.start]], as: UTF8.self)
        let start = formats[.start]?.read(text, isEnd: false) ?? Timestamp(text)
        return start.map { BillingMonth(of: $0.date) }
    }

    private mutating func required(
        _ field: RecordField, of row: FieldRow, in bytes: [UInt8]
    ) throws(RowFault) -> String {
        guard let text = try text(field, of: row, in: bytes) else { throw missing(field) }
        return text
    }

    private mutating func text(
        _ field: RecordField, of row: FieldRow, in bytes: [UInt8]
    ) throws(RowFault) -> String? {
        let range = row[field]
        guard !range.isEmpty else { return nil }
        return try text(range, in: bytes, of: .field(field))
    }

    private mutating func text(
        _ range: Range<Int>, in bytes: [UInt8], of target: FieldNames.Target
    ) throws(RowFault) -> String {
        if let known = texts.find(range, in: bytes) { return known }
        let made = try string(range, in: bytes, of: target)
        texts.insert(made, for: range, in: bytes)
        return made
    }

    /// A text that does not repeat and is not worth remembering.
    private func unique(
        _ field: RecordField, of row: FieldRow, in bytes: [UInt8]
    ) throws(RowFault) -> String? {
        let range = row[field]
        guard !range.isEmpty else { return nil }
        return try string(range, in: bytes, of: .field(field))
    }

    private mutating func custom(
        of row: FieldRow, in bytes: [UInt8]
    ) throws(RowFault) -> [CustomField] {
        guard !row.custom.isEmpty else { return [] }
        var fields: [CustomField] = []
        for field in row.custom where !field.range.isEmpty {
            let value = try text(field.range, in: bytes, of: .custom(field.name))
            fields.append(CustomField(name: field.name, value: value))
        }
        return fields
    }

    private func number(
        _ field: RecordField, of row: FieldRow, in bytes: [UInt8]
    ) throws(RowFault) -> ExactDecimal? {
        let range = row[field]
        guard !range.isEmpty else { return nil }
        if let value = DecimalText.read(range, in: bytes) { return value }
        throw RowFault.number(names.name(of: field), range, in: bytes)
    }

    private func tier(of row: FieldRow, in bytes: [UInt8]) throws(RowFault) -> Int? {
        let range = row[.tier]
        guard !range.isEmpty else { return nil }
        if range.count <= 3, let value = digits(bytes[range]) { return value }
        throw unexpected(.tier, range, in: bytes, expected: "a whole number such as 0, 1 or 2")
    }

    private mutating func time(
        _ field: RecordField, of row: FieldRow, in bytes: [UInt8]
    ) throws(RowFault) -> Timestamp {
        let range = row[field]
        guard !range.isEmpty else { throw missing(field) }
        if formats.isEmpty, let plain = plainTimes.read(range, in: bytes) { return plain }
        let isEnd = field == .end
        if let known = isEnd ? ends.find(range, in: bytes) : times.find(range, in: bytes) {
            return known
        }
        let text = String(decoding: bytes[range], as: UTF8.self)
        // A cell of a workbook that is a date comes as ISO 8601, whatever the format is.
        let inFormat = formats[field]?.read(text, isEnd: isEnd)
        guard let made = inFormat ?? Self.timestamp(text, isEnd: isEnd) else {
            let expected = formats[field].map { "a time written as \($0)" }
            throw unexpected(
                field, range, in: bytes,
                expected: expected ?? "a time in UTC such as 2026-10-31 23:59:59")
        }
        if isEnd {
            ends.insert(made, for: range, in: bytes)
        } else {
            times.insert(made, for: range, in: bytes)
        }
        return made
    }

    /// A day without a time is a start at its first second and an end at its last: as an end, its
    /// first second would lose the day.
    private static func timestamp(_ text: String, isEnd: Bool) -> Timestamp? {
        guard isEnd, let day = CalendarDate(text) else { return Timestamp(text) }
        return Timestamp(seconds: Timestamp(startOf: day).seconds + 86_399)
    }

    private func missing(_ field: RecordField) -> RowFault {
        RowFault("'\(names.name(of: field))' is empty")
    }

    private func unexpected(
        _ field: RecordField, _ range: Range<Int>, in bytes: [UInt8], expected: String
    ) -> RowFault {
        let text = String(decoding: bytes[range], as: UTF8.self)
        return RowFault(
            "'\(names.name(of: field))' is \(RowFault.quoted(text)), expected \(expected)")
    }

    /// Text must be UTF-8 and free of characters that no workbook can carry.
    private func string(
        _ range: Range<Int>, in bytes: [UInt8], of target: FieldNames.Target
    ) throws(RowFault) -> String {
        for index in range where bytes[index] < 0x20 {
            switch bytes[index] {
            case UInt8(ascii: "\t"), UInt8(ascii: "\n"), UInt8(ascii: "\r"): continue
            default:
                throw RowFault(
                    "'\(name(of: target))' contains a control character (\(bytes[index]))")
            }
        }
        guard let text = String(validating: bytes[range], as: UTF8.self) else {
            throw RowFault("'\(name(of: target))' is not UTF-8; save the file in that encoding")
        }
        return text
    }

    private func name(of target: FieldNames.Target) -> String {
        switch target {
        case .field(let field): names.name(of: field)
        case .custom(let name): "v.\(name)"
        }
    }
}
