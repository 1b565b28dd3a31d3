import UsageModel

/// Which column of a table holds which field.
struct ColumnMap {
    private var fields: [(column: Int, field: RecordField)] = []
    /// In order of name.
    private var custom: [(column: Int, name: String)] = []
    let columnCount: Int

    /// Reads a header; spaces around a name do not count, and columns without meaning are left out.
    ///
    /// A missing required column or a meaning that two columns have is an error.
    init(header: [String], names: FieldNames) throws(RowFault) {
        columnCount = header.count
        var seen: [FieldNames.Target: String] = [:]
        for (column, raw) in header.enumerated() {
            let name = raw.trimming()
            guard let target = names.target(of: name) else { continue }
            if let other = seen.updateValue(name, forKey: target) {
                throw RowFault(
                    other == name
                        ? "column \(RowFault.quoted(name)) stands twice in the header"
                        : "columns \(RowFault.quoted(other)) and \(RowFault.quoted(name)) "
                            + "mean the same; remove one")
            }
            switch target {
            case .field(let field): fields.append((column, field))
            case .custom(let name): custom.append((column, name))
            }
        }
        custom.sort { $0.name < $1.name }
        if let missing = RecordField.required.first(where: { seen[.field($0)] == nil }) {
            throw Self.missing(names.name(of: missing), from: header)
        }
    }

    /// How many required columns a header has; it tells the right separator and the right sheet.
    static func requiredCount(in header: [String], names: FieldNames) -> Int {
        let targets = Set(header.compactMap { names.target(of: $0.trimming()) })
        return RecordField.required.count { targets.contains(.field($0)) }
    }

    /// Puts the ranges of a row's columns where the fields are expected.
    func fill(_ row: inout FieldRow, from columns: [Range<Int>]) {
        for (column, field) in fields where column < columns.count { row[field] = columns[column] }
        guard !custom.isEmpty else { return }
        row.custom.removeAll(keepingCapacity: true)
        for (column, name) in custom where column < columns.count {
            row.custom.append(FieldRow.Custom(name: name, range: columns[column]))
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

extension String {
    /// Without spaces and tabs at both ends.
    fileprivate func trimming() -> String {
        let isBlank = { (character: Character) in character == " " || character == "\t" }
        let rest = drop(while: isBlank)
        guard let last = rest.lastIndex(where: { !isBlank($0) }) else { return "" }
        return String(rest[...last])
    }
}
