import UsageModel

/// Reads the records of a JSON file: an array of objects, one object a line, or the vendor
/// template's object with the array `subscriptions`.
struct JSONRecords {
    enum Form {
        case document
        case lines
    }

    let form: Form
    let names: FieldNames
    /// The product of the path, which the vendor template's rows need.
    let product: ProductID?
    let limits: SourceLimits

    func read(_ file: HashedFile, into sink: RecordSink) throws {
        var reader = try JSONReader(file: file, limits: limits)
        guard let first = try reader.peekToken() else {
            throw FileFault(
                "it is empty, so it says nothing; a month without usage is '[]' in a .json file")
        }
        switch (form, first) {
        case (.lines, _): try readLines(&reader, of: file, into: sink)
        case (.document, UInt8(ascii: "[")):
            var adapter = JSONRowAdapter(names: names, product: nil)
            try readArray(&reader, of: file, with: &adapter, into: sink)
        case (.document, UInt8(ascii: "{")):
            try readTemplate(&reader, of: file, into: sink)
        default:
            throw reader.unexpected("an array of records or an object with 'subscriptions'")
        }
        guard try reader.peekToken() == nil else { throw reader.unexpected("the end of the file") }
    }

    private func readLines(
        _ reader: inout JSONReader, of file: HashedFile, into sink: RecordSink
    ) throws {
        var adapter = JSONRowAdapter(names: names, product: nil)
        while try reader.peekToken() != nil {
            try Task.checkCancellation()
            let line = reader.line
            let value = try reader.element()
            adapter.take(value, origin: RecordOrigin(file: file.path, line: line), into: sink)
            if try reader.peekToken() != nil, reader.line == line {
                throw reader.unexpected("the end of the line")
            }
        }
    }

    /// Reads an array; the origin of a record is its number in it.
    private func readArray(
        _ reader: inout JSONReader, of file: HashedFile, with adapter: inout JSONRowAdapter,
        into sink: RecordSink
    ) throws {
        guard try reader.take("[") else { throw reader.unexpected("an array") }
        if try reader.take("]") { return }
        var number = 0
        repeat {
            try Task.checkCancellation()
            number += 1
            let value = try reader.element()
            adapter.take(value, origin: RecordOrigin(file: file.path, line: number), into: sink)
        } while try reader.take(",")
        guard try reader.take("]") else { throw reader.unexpected("',' or ']'") }
    }

    private func readTemplate(
        _ reader: inout JSONReader, of file: HashedFile, into sink: RecordSink
    ) throws {
        guard try reader.take("{") else { throw reader.unexpected("an object") }
        var isFound = false
        if try !reader.take("}") {
            repeat {
                let name = try reader.name()
                guard name == "subscriptions" else {
                    _ = try reader.element()
                    continue
                }
                guard !isFound else { throw FileFault("'subscriptions' stands twice") }
                guard let product, let names = FieldNames.vendorTemplate else {
                    throw FileFault(
                        "its rows name no product; put '{product}' into the source's path, "
                            + "or write an array of records with 'product_id'")
                }
                isFound = true
                var adapter = JSONRowAdapter(names: names, product: product)
                try readArray(&reader, of: file, with: &adapter, into: sink)
            } while try reader.take(",")
            guard try reader.take("}") else { throw reader.unexpected("',' or '}'") }
        }
        guard isFound else {
            throw FileFault("it is an object without 'subscriptions'; write an array of records")
        }
    }
}
