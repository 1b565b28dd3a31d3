package import UsageModel

/// Reads records as `RecordEncoder` wrote them; texts that repeat are made once.
package struct RecordDecoder {
    private let product: ProductID
    private let files: [String]
    private var texts = BytePool<String>()

    /// - Parameters:
    ///   - product: that of the place where the records are kept.
    ///   - files: the encoder's names of files.
    package init(product: ProductID, files: [String]) {
        self.product = product
        self.files = files
    }

    /// The subscription of an entry alone.
    package mutating func subscription(
        of entry: Range<Int>, in bytes: [UInt8]
    ) throws(SpillError) -> String {
        var cursor = Cursor(entry)
        return try text(&cursor, bytes)
    }

    /// The record of an entry.
    package mutating func record(
        of entry: Range<Int>, in bytes: [UInt8]
    ) throws(SpillError) -> UsageRecord {
        var cursor = Cursor(entry)
        let subscription = try text(&cursor, bytes)
        let origin = try origin(&cursor, bytes)
        var record = UsageRecord(
            product: product, subscription: subscription, itemMPN: try text(&cursor, bytes),
            quantity: try cursor.decimal(bytes), start: try cursor.time(bytes),
            end: try cursor.time(bytes), origin: origin)
        let options = RecordOption(rawValue: UInt16(truncatingIfNeeded: try cursor.int(bytes)))
        if options.contains(.amount) { record.amount = try cursor.decimal(bytes) }
        if options.contains(.tier) {
            guard let tier = Int(exactly: try cursor.signed(bytes)) else { throw .damaged }
            record.tier = tier
        }
        if options.contains(.recordID) { record.recordID = try cursor.string(bytes) }
        if options.contains(.note) { record.note = try cursor.string(bytes) }
        if options.contains(.category) { record.category = try text(&cursor, bytes) }
        if options.contains(.categoryName) { record.categoryName = try text(&cursor, bytes) }
        if options.contains(.categoryDescription) {
            record.categoryDescription = try text(&cursor, bytes)
        }
        if options.contains(.itemName) { record.itemName = try text(&cursor, bytes) }
        if options.contains(.itemUnit) { record.itemUnit = try text(&cursor, bytes) }
        if options.contains(.itemPrecision) { record.itemPrecision = try text(&cursor, bytes) }
        if options.contains(.currency) { record.currency = try text(&cursor, bytes) }
        if options.contains(.custom) { record.custom = try custom(&cursor, bytes) }
        guard cursor.isAtEnd else { throw .damaged }
        return record
    }

    private func origin(
        _ cursor: inout Cursor, _ bytes: [UInt8]
    ) throws(SpillError) -> RecordOrigin {
        let file = try cursor.int(bytes)
        guard files.indices.contains(file) else { throw .damaged }
        let line = try cursor.int(bytes)
        return RecordOrigin(file: files[file], line: line, rows: try cursor.int(bytes))
    }

    private mutating func custom(
        _ cursor: inout Cursor, _ bytes: [UInt8]
    ) throws(SpillError) -> [CustomField] {
        var fields: [CustomField] = []
        for _ in 0..<(try cursor.int(bytes)) {
            let name = try text(&cursor, bytes)
            fields.append(CustomField(name: name, value: try text(&cursor, bytes)))
        }
        return fields
    }

    private mutating func text(
        _ cursor: inout Cursor, _ bytes: [UInt8]
    ) throws(SpillError) -> String {
        let range = try cursor.range(bytes)
        if let known = texts.find(range, in: bytes) { return known }
        let made = String(decoding: bytes[range], as: UTF8.self)
        texts.insert(made, for: range, in: bytes)
        return made
    }

    /// A place in an entry that moves on with what is read.
    private struct Cursor {
        private var place: Int
        private let end: Int

        init(_ entry: Range<Int>) {
            place = entry.lowerBound
            end = entry.upperBound
        }

        var isAtEnd: Bool { place == end }

        mutating func byte(_ bytes: [UInt8]) throws(SpillError) -> UInt8 {
            guard place < end else { throw .damaged }
            defer { place += 1 }
            return bytes[place]
        }

        mutating func magnitude(_ bytes: [UInt8]) throws(SpillError) -> UInt128 {
            var number: UInt128 = 0
            var shift: UInt128 = 0
            while shift < 128 {
                let byte = try byte(bytes)
                number |= UInt128(byte & 0x7F) << shift
                if byte < 0x80 { return number }
                shift += 7
            }
            throw .damaged
        }

        mutating func int(_ bytes: [UInt8]) throws(SpillError) -> Int {
            guard let number = Int(exactly: try magnitude(bytes)) else { throw .damaged }
            return number
        }

        mutating func signed(_ bytes: [UInt8]) throws(SpillError) -> Int128 {
            let number = try magnitude(bytes)
            return Int128(bitPattern: number >> 1) ^ -Int128(bitPattern: number & 1)
        }

        mutating func decimal(_ bytes: [UInt8]) throws(SpillError) -> ExactDecimal {
            let scale = Int(try byte(bytes))
            return ExactDecimal(coefficient: try signed(bytes), scale: scale)
        }

        mutating func time(_ bytes: [UInt8]) throws(SpillError) -> Timestamp {
            guard let number = Int64(exactly: try signed(bytes)) else { throw .damaged }
            return Timestamp(microseconds: number)
        }

        mutating func range(_ bytes: [UInt8]) throws(SpillError) -> Range<Int> {
            let count = try int(bytes)
            guard count <= end - place else { throw .damaged }
            defer { place += count }
            return place..<(place + count)
        }

        mutating func string(_ bytes: [UInt8]) throws(SpillError) -> String {
            String(decoding: bytes[try range(bytes)], as: UTF8.self)
        }
    }
}
