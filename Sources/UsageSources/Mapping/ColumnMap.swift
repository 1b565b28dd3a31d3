import UsageModel

/// Which column of a table holds what.
struct ColumnMap {
    private var fields: [(column: Int, field: RecordField)] = []
    /// In order of name.
    private var custom: [(column: Int, name: String)] = []
    /// The columns of the slots.
    private var slots: [Int] = []
    let columnCount: Int

    /// Reads a header; spaces around a name do not count, and columns without meaning are left out.
    ///
    /// A missing column or a meaning that two columns have is an error.
    ///
    /// - Parameter hasProduct: whether the product is known without a column.
    init(header: [String], names: FieldNames, hasProduct: Bool = false) throws(RowFault) {
        columnCount = header.count
        var seen: [FieldNames.Target: String] = [:]
        var found: [String: Int] = [:]
        for (column, raw) in header.enumerated() {
            let name = raw.trimming()
            guard let use = names.use(of: name) else { continue }
            if found.updateValue(column, forKey: names.key(name)) != nil {
                throw RowFault("column \(RowFault.quoted(name)) stands twice in the header")
            }
            for target in use.targets {
                if let other = seen.updateValue(name, forKey: target) {
                    throw RowFault(
                        "columns \(RowFault.quoted(other)) and \(RowFault.quoted(name)) "
                            + "mean the same; remove one")
                }
                switch target {
                case .field(let field): fields.append((column, field))
                case .custom(let name): custom.append((column, name))
                }
            }
        }
        custom.sort { $0.name < $1.name }
        let missing = names.required.first { name in
            found[names.key(name)] == nil && !(hasProduct && name == RecordField.product.name)
        }
        if let missing { throw Self.missing(missing, from: header) }
        // What something is made of must be there even where the product is known without it.
        for name in names.slots {
            guard let column = found[names.key(name)] else {
                throw Self.missing(name, from: header)
            }
            slots.append(column)
        }
    }

    /// How many of the wanted columns a header has; it tells the right separator and the right
    /// sheet.
    static func wantedCount(in header: [String], names: FieldNames) -> Int {
        let keys = Set(header.map { names.key($0.trimming()) })
        return names.required.count { keys.contains(names.key($0)) }
    }

    /// Puts the ranges of a row's columns where the fields are expected.
    ///
    /// - Parameter shift: what is added to each.
    func fill(_ row: inout FieldRow, from columns: [Range<Int>], shift: Int = 0) {
        for (column, field) in fields where column < columns.count {
            row[field] = columns[column].shifted(by: shift)
        }
        guard !custom.isEmpty || !row.custom.isEmpty else { return }
        row.custom.removeAll(keepingCapacity: true)
        for (column, name) in custom where column < columns.count {
            row.custom.append(
                FieldRow.Custom(name: name, range: columns[column].shifted(by: shift)))
        }
    }

    /// Puts the ranges of the columns that something is made of into their slots.
    func fill(_ slots: inout [Range<Int>], from columns: [Range<Int>], shift: Int = 0) {
        slots.removeAll(keepingCapacity: true)
        for column in self.slots {
            slots.append(
                column < columns.count ? columns[column].shifted(by: shift) : 0..<0)
        }
    }

    /// The error for a name that is needed and not there.
    static func missing(_ name: String, from names: [String]) -> RowFault {
        let nearest = NearestName.to(name, among: names.map { $0.trimming() })
        let hint =
            nearest.map {
                "; \(RowFault.quoted($0)) is the nearest, which the source's "
                    + "'fields' can map"
            } ?? "; 'fields' of the source can map another name onto it"
        return RowFault("no column '\(name)'\(hint)")
    }
}

extension Range<Int> {
    fileprivate func shifted(by offset: Int) -> Range<Int> {
        (lowerBound + offset)..<(upperBound + offset)
    }
}

extension String {
    /// Without spaces and tabs at both ends.
    fileprivate func trimming() -> String {
        let isBlank = { (character: Character) in character == " " || character == "\t" }
        let rest = drop(while: isBlank)
        guard let last = rest.lastIndex(where: { !isBlank($0) }) else { return "" }
        return String(rest[...last])
    }
}
