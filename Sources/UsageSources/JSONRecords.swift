import UsageModel

/// Reads the records of a JSON file: an array of objects, one object a line, or the vendor
/// template's object with the array `subscriptions`.
struct JSONRecords {
    enum Form {
        /// An array of records at a place, or the whole document.
        case document(recordsAt: String?)
        case lines
    }

    let form: Form
    let rules: MappingRules
    /// The product of rows that name none; the vendor template's need one.
    let product: ProductID?
    let limits: SourceLimits

    /// Gives the intake the records.
    func read(_ file: HashedFile, into intake: RecordIntake) throws {
        var reader = try JSONReader(file: file, limits: limits)
        guard let first = try reader.peekToken() else {
            throw FileFault(
                "it is empty, so it says nothing; a month without usage is '[]' in a .json file")
        }
        switch (form, first) {
        case (.lines, _): try readLines(&reader, of: file, into: intake)
        case (.document(nil), UInt8(ascii: "[")):
            var adapter = JSONRowAdapter(rules: rules, product: product)
            try readArray(&reader, of: file, with: &adapter, into: intake)
        case (.document(let place), UInt8(ascii: "{")):
            try readDocument(
                &reader, of: file, recordsAt: place ?? Self.templatePlace,
                isTemplate: place == nil, into: intake)
        case (.document(nil), _):
            throw reader.unexpected("an array of records or an object with 'subscriptions'")
        case (.document(let place?), _):
            throw reader.unexpected("an object with the records at '\(place)'")
        }
        guard try reader.peekToken() == nil else { throw reader.unexpected("the end of the file") }
    }

    private func readLines(
        _ reader: inout JSONReader, of file: HashedFile, into intake: RecordIntake
    ) throws {
        var adapter = JSONRowAdapter(rules: rules, product: product)
        while try reader.peekToken() != nil {
            try Task.checkCancellation()
            let line = reader.line
            let value = try reader.element()
            adapter.take(value, origin: RecordOrigin(file: file.name, line: line), into: intake)
            if try reader.peekToken() != nil, reader.line == line {
                throw reader.unexpected("the end of the line")
            }
        }
    }

    /// Reads an array; the origin of a record is its number in it.
    private func readArray(
        _ reader: inout JSONReader, of file: HashedFile, with adapter: inout JSONRowAdapter,
        into intake: RecordIntake
    ) throws {
        guard try reader.take("[") else { throw reader.unexpected("an array") }
        if try reader.take("]") { return }
        var number = 0
        repeat {
            try Task.checkCancellation()
            number += 1
            let value = try reader.element()
            adapter.take(value, origin: RecordOrigin(file: file.name, line: number), into: intake)
        } while try reader.take(",")
        guard try reader.take("]") else { throw reader.unexpected("',' or ']'") }
    }

    static let templatePlace = "subscriptions"

    /// Reads an object with the records somewhere inside.
    private func readDocument(
        _ reader: inout JSONReader, of file: HashedFile, recordsAt place: String,
        isTemplate: Bool, into intake: RecordIntake
    ) throws {
        var walk = JSONDocumentWalk(recordsAt: place, wanted: [])
        try walk.read(&reader) { reader in
            guard isTemplate else {
                var adapter = JSONRowAdapter(rules: rules, product: product)
                return try readArray(&reader, of: file, with: &adapter, into: intake)
            }
            guard product != nil || !rules.names.required.contains("product_id") else {
                throw FileFault(
                    "its rows name no product; put '{product}' into the source's path, "
                        + "or write an array of records with 'product_id'")
            }
            var adapter = JSONRowAdapter(
                rules: try rules.forVendorTemplate(), product: product)
            try readArray(&reader, of: file, with: &adapter, into: intake)
        }
        guard walk.isFound else {
            throw FileFault(
                isTemplate
                    ? "it is an object without 'subscriptions'; write an array of records"
                    : "it has no records at '\(place)', so it says nothing")
        }
    }
}
