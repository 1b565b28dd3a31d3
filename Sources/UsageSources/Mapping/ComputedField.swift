import UsageModel

/// A field that is made of columns or is a constant.
struct ComputedField: Sendable {
    private enum Piece: Sendable {
        case text([UInt8])
        /// A column by its slot.
        case slot(Int)

        var isColumn: Bool {
            if case .slot = self { true } else { false }
        }
    }

    let target: FieldNames.Target
    private var pieces: [Piece] = []
    /// What stands for an empty value; nothing where any column of it is empty too.
    private var otherwise: [Piece] = []
    private let arithmetic: Arithmetic?

    init(
        _ target: FieldNames.Target, _ rule: FieldRule, names: inout FieldNames
    ) throws(SourceConfigurationError) {
        self.target = target
        arithmetic = rule.arithmetic
        switch rule.origin {
        case .column(let column): pieces = [.slot(names.slot(of: column))]
        case .constant(let text): pieces = [.text(Array(text.utf8))]
        case .template(let text): pieces = try Self.pieces(of: text, target, &names)
        }
        guard let text = rule.otherwise else { return }
        // A number that stands for none is ours; a column's would have to be reckoned with.
        otherwise = isNumber ? [.text(Array(text.utf8))] : try Self.pieces(of: text, target, &names)
    }

    private static func pieces(
        of template: String, _ target: FieldNames.Target, _ names: inout FieldNames
    ) throws(SourceConfigurationError) -> [Piece] {
        var pieces: [Piece] = []
        for piece in try TemplateText.pieces(of: template, for: target.name) {
            switch piece {
            case .text(let text): pieces.append(.text(Array(text.utf8)))
            case .column(let name): pieces.append(.slot(names.slot(of: name)))
            }
        }
        return pieces
    }

    private var isNumber: Bool {
        if case .field(let field) = target { field.isExactNumber } else { false }
    }

    var isTime: Bool { target == .field(.start) || target == .field(.end) }

    /// Whether digits behind the point do not matter: those of a text, and those that are rounded
    /// away.
    var rounds: Bool { !isNumber || arithmetic?.digits != nil }

    /// The columns that it is made of.
    var slots: [Int] {
        (pieces + otherwise).compactMap { piece in
            if case .slot(let slot) = piece { slot } else { nil }
        }
    }

    /// Appends the value to `bytes` and returns where it stands; empty where any column of it is
    /// empty and nothing stands for that.
    func value(
        from slots: [Range<Int>], of row: FieldRow, in bytes: inout [UInt8],
        numbers: NumberFormat?
    ) throws(RowFault) -> Range<Int> {
        let start = bytes.count
        // A constant is ours and stands in our own form.
        let numbers = isNumber && pieces.contains(where: \.isColumn) ? numbers : nil
        guard append(pieces, from: slots, of: row, to: &bytes, mark: numbers?.decimal) else {
            bytes.removeSubrange(start...)
            if !append(otherwise, from: slots, of: row, to: &bytes) {
                bytes.removeSubrange(start...)
            }
            return start..<bytes.count
        }
        if let arithmetic {
            return try reckoned(arithmetic, start..<bytes.count, in: &bytes, numbers: numbers)
        }
        guard let numbers else { return start..<bytes.count }
        return try numbers.plain(start..<bytes.count, in: &bytes, of: target.name)
    }

    /// Appends a text's pieces; false where a column of them is empty.
    ///
    /// - Parameter mark: the decimal point of the vendor's format, into which a plain number is
    ///   put, as the whole is read in it.
    private func append(
        _ pieces: [Piece], from slots: [Range<Int>], of row: FieldRow, to bytes: inout [UInt8],
        mark: UInt8? = nil
    ) -> Bool {
        for piece in pieces {
            switch piece {
            case .text(let text): bytes.append(contentsOf: text)
            case .slot(let slot):
                guard !slots[slot].isEmpty else { return false }
                let mark = row.isPlainNumber(slots[slot]) ? mark : nil
                // Not append(contentsOf: bytes[..]): it would copy the whole buffer.
                bytes.reserveCapacity(bytes.count + slots[slot].count)
                for index in slots[slot] {
                    let byte = bytes[index]
                    bytes.append(byte == UInt8(ascii: ".") ? mark ?? byte : byte)
                }
            }
        }
        return true
    }

    private func reckoned(
        _ arithmetic: Arithmetic, _ range: Range<Int>, in bytes: inout [UInt8],
        numbers: NumberFormat?
    ) throws(RowFault) -> Range<Int> {
        let plain = try numbers?.plain(range, in: &bytes, of: target.name) ?? range
        guard let number = DecimalText.read(plain, in: bytes) else {
            throw RowFault.number(target.name, range, in: bytes)
        }
        guard let result = arithmetic.applied(to: number) else {
            throw RowFault("'\(target.name)' needs more than 38 digits when it is reckoned")
        }
        let start = bytes.count
        bytes.append(contentsOf: result.description.utf8)
        return start..<bytes.count
    }
}

extension NumberFormat {
    /// Appends a number of this format as a plain one and returns where it stands.
    func plain(
        _ range: Range<Int>, in bytes: inout [UInt8], of field: String
    ) throws(RowFault) -> Range<Int> {
        let start = bytes.count
        guard append(range, of: &bytes) else {
            let text = String(decoding: bytes[range], as: UTF8.self)
            throw RowFault(
                "'\(field)' is \(RowFault.quoted(text)), expected a number such as \(example)")
        }
        return start..<bytes.count
    }
}
