package import UsageModel

/// Writes records in the form in which they are kept between reading and sending.
///
/// The subscription comes first, so that whose a record is can be told without decoding it; the
/// product is that of the place where it is kept.
package struct RecordEncoder {
    /// The names of the files that records point to, by number.
    package private(set) var files: [String] = []
    private var numbers = KeyIndex<String>()
    /// The bytes of the last record.
    package private(set) var bytes: [UInt8] = []

    package init() {}

    /// Encodes one record into `bytes`.
    package mutating func encode(_ record: UsageRecord) {
        bytes.removeAll(keepingCapacity: true)
        put(record.subscription)
        put(number(of: record.origin.file))
        put(record.origin.line)
        put(record.origin.rows)
        put(record.itemMPN)
        put(record.quantity)
        put(record.start)
        put(record.end)
        put(Int(RecordOption.of(record).rawValue))
        if let amount = record.amount { put(amount) }
        if let tier = record.tier { put(signed: Int128(tier)) }
        let texts = [
            record.recordID, record.note, record.category, record.categoryName,
            record.categoryDescription, record.itemName, record.itemUnit, record.itemPrecision,
            record.currency,
        ]
        for case let text? in texts { put(text) }
        guard !record.custom.isEmpty else { return }
        put(record.custom.count)
        for field in record.custom {
            put(field.name)
            put(field.value)
        }
    }

    private mutating func number(of file: String) -> Int {
        let number = numbers.place(of: file)
        if number == files.count { files.append(file) }
        return number
    }

    private mutating func put(_ text: String) {
        put(text.utf8.count)
        bytes.append(contentsOf: text.utf8)
    }

    private mutating func put(_ number: ExactDecimal) {
        bytes.append(UInt8(truncatingIfNeeded: number.scale))
        put(signed: number.coefficient)
    }

    private mutating func put(_ time: Timestamp) { put(signed: Int128(time.microseconds)) }

    private mutating func put(_ number: Int) { put(magnitude: UInt128(UInt(bitPattern: number))) }

    /// Small numbers of either sign in few bytes.
    private mutating func put(signed number: Int128) {
        put(magnitude: UInt128(bitPattern: (number << 1) ^ (number >> 127)))
    }

    private mutating func put(magnitude number: UInt128) {
        var rest = number
        while rest >= 0x80 {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(rest))
    }
}

/// Which of its optional fields a record has.
struct RecordOption: OptionSet {
    let rawValue: UInt16

    static let amount = RecordOption(rawValue: 1 << 0)
    static let tier = RecordOption(rawValue: 1 << 1)
    static let recordID = RecordOption(rawValue: 1 << 2)
    static let note = RecordOption(rawValue: 1 << 3)
    static let category = RecordOption(rawValue: 1 << 4)
    static let itemName = RecordOption(rawValue: 1 << 5)
    static let itemUnit = RecordOption(rawValue: 1 << 6)
    static let itemPrecision = RecordOption(rawValue: 1 << 7)
    static let currency = RecordOption(rawValue: 1 << 8)
    static let custom = RecordOption(rawValue: 1 << 9)
    static let categoryName = RecordOption(rawValue: 1 << 10)
    static let categoryDescription = RecordOption(rawValue: 1 << 11)

    static func of(_ record: UsageRecord) -> RecordOption {
        let present: [(RecordOption, Bool)] = [
            (.amount, record.amount != nil), (.tier, record.tier != nil),
            (.recordID, record.recordID != nil), (.note, record.note != nil),
            (.categoryName, record.categoryName != nil),
            (.categoryDescription, record.categoryDescription != nil),
            (.category, record.category != nil), (.itemName, record.itemName != nil),
            (.itemUnit, record.itemUnit != nil), (.itemPrecision, record.itemPrecision != nil),
            (.currency, record.currency != nil), (.custom, !record.custom.isEmpty),
        ]
        return present.reduce(into: []) { options, field in
            if field.1 { options.insert(field.0) }
        }
    }
}
