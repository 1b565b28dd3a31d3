import UsageModel

/// Turns JSON objects into rows of fields.
struct JSONRowAdapter {
    private let names: FieldNames
    private let product: ProductID?
    private var builder: RecordBuilder
    private var row = FieldRow()
    private var bytes: [UInt8] = []

    /// `product` stands for rows that have none of their own; nil where each must name one.
    init(names: FieldNames, product: ProductID?) {
        self.names = names
        self.product = product
        builder = RecordBuilder(names: names, product: product)
    }

    /// Gives the sink the record of an element, or what is wrong with it.
    mutating func take(_ value: JSONValue, origin: RecordOrigin, into intake: RecordIntake) {
        do throws(RowFault) {
            guard case .object(let members) = value else {
                throw RowFault("\(value.kind) stands where an object with a record was expected")
            }
            try fill(from: members)
            intake.take(try builder.record(of: row, in: bytes, origin: origin))
        } catch {
            intake.takeBadRow(
                SourceProblem(file: origin.file, line: origin.line, message: error.message))
        }
    }

    private mutating func fill(from members: [(name: String, value: JSONValue)]) throws(RowFault) {
        row.clear()
        bytes.removeAll(keepingCapacity: true)
        var seen: [FieldNames.Target: String] = [:]
        for (name, value) in members {
            guard let target = names.target(of: name) else { continue }
            if let other = seen.updateValue(name, forKey: target) {
                throw RowFault("'\(other)' and '\(name)' mean the same; remove one")
            }
            let start = bytes.count
            switch value {
            case .null: break
            case .string(let text), .number(let text): bytes.append(contentsOf: text.utf8)
            default:
                throw RowFault("'\(name)' is \(value.kind), expected a text or a number")
            }
            switch target {
            case .field(let field): row[field] = start..<bytes.count
            case .custom(let name):
                row.custom.append(FieldRow.Custom(name: name, range: start..<bytes.count))
            }
        }
        row.custom.sort { $0.name < $1.name }
        let missing = RecordField.required.first {
            seen[.field($0)] == nil && !($0 == .product && product != nil)
        }
        if let missing {
            throw ColumnMap.missing(names.name(of: missing), from: members.map(\.name))
        }
    }
}
