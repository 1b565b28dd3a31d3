import UsageModel

/// Turns JSON objects into rows of fields.
struct JSONRowAdapter {
    private let names: FieldNames
    private let product: ProductID?
    private let computed: Set<FieldNames.Target>
    private var maker: RowMaker
    private var row = FieldRow()
    private var slots: [Range<Int>] = []
    private var bytes: [UInt8] = []
    private var seen: [FieldNames.Target: String] = [:]
    private let marksNumbers: Bool

    /// `product` stands for rows that have none of their own; nil where each must name one.
    init(rules: MappingRules, product: ProductID?) {
        names = rules.names
        self.product = product
        computed = Set(rules.computed.map(\.target))
        maker = RowMaker(rules: rules, product: product)
        marksNumbers = rules.mapping.numbers != nil
    }

    /// Gives the intake the record of an element, or what is wrong with it.
    mutating func take(_ value: JSONValue, origin: RecordOrigin, into intake: RecordIntake) {
        do throws(RowFault) {
            guard case .object(let members) = value else {
                throw RowFault("\(value.kind) stands where an object with a record was expected")
            }
            intake.noteColumns(of: members)
            row.clear()
            bytes.removeAll(keepingCapacity: true)
            slots = Array(repeating: 0..<0, count: names.slots.count)
            seen.removeAll(keepingCapacity: true)
            try fill(from: members, below: "")
            try checkRequired(members)
        } catch {
            intake.takeBadRow(
                SourceProblem(file: origin.file, line: origin.line, message: error.message),
                product: product)
            return
        }
        row.custom.sort { $0.name < $1.name }
        maker.take(&row, slots: slots, in: &bytes, origin: origin, into: intake)
    }

    private mutating func fill(
        from members: [(name: String, value: JSONValue)], below parent: String
    ) throws(RowFault) {
        for (member, value) in members {
            let name = parent + member
            if case .object(let inner) = value, names.entersObject(name) {
                try fill(from: inner, below: name + ".")
                continue
            }
            guard let use = names.use(of: name) else { continue }
            let start = bytes.count
            switch value {
            case .null: break
            case .string(let text), .number(let text): bytes.append(contentsOf: text.utf8)
            case .bool(let value) where use.targets.isEmpty:
                bytes.append(contentsOf: (value ? "true" : "false").utf8)
            default:
                throw RowFault("'\(name)' is \(value.kind), expected a text or a number")
            }
            if marksNumbers, case .number = value { row.plainNumbers.insert(start) }
            if let slot = use.slot { slots[slot] = start..<bytes.count }
            for target in use.targets {
                if let other = seen.updateValue(name, forKey: target) {
                    throw RowFault("'\(other)' and '\(name)' mean the same; remove one")
                }
                switch target {
                case .field(let field): row[field] = start..<bytes.count
                case .custom(let name):
                    row.custom.append(FieldRow.Custom(name: name, range: start..<bytes.count))
                }
            }
        }
    }

    /// A name that is not there at all is another mistake than one without a value.
    private func checkRequired(
        _ members: [(name: String, value: JSONValue)]
    ) throws(RowFault) {
        let missing = RecordField.required.first { field in
            seen[.field(field)] == nil && !computed.contains(.field(field))
                && !(field == .product && product != nil)
        }
        guard let missing else { return }
        throw ColumnMap.missing(names.name(of: missing), from: members.map(\.name))
    }
}
