import UsageModel

/// Turns rows of a CSV file into rows of fields.
struct CSVRowAdapter {
    private let columns: ColumnMap
    private let isPlain: Bool
    private var maker: RowMaker
    private var row = FieldRow()
    private var slots: [Range<Int>] = []
    /// A copy of the row, behind which computed values have room.
    private var copy: [UInt8] = []

    init(rules: MappingRules, columns: ColumnMap, product: ProductID?) {
        self.columns = columns
        isPlain = rules.isPlain
        maker = RowMaker(rules: rules, product: product)
    }

    /// Gives the intake the record of a row whose fields lie in `bytes`.
    mutating func take(
        _ fields: [Range<Int>], in bytes: [UInt8], origin: RecordOrigin, into intake: RecordIntake
    ) {
        guard !isPlain else {
            columns.fill(&row, from: fields)
            maker.takePlain(row, in: bytes, origin: origin, into: intake)
            return
        }
        guard let first = fields.first, let last = fields.last else { return }
        copy.removeAll(keepingCapacity: true)
        copy.append(contentsOf: bytes[first.lowerBound..<last.upperBound])
        columns.fill(&row, from: fields, shift: -first.lowerBound)
        columns.fill(&slots, from: fields, shift: -first.lowerBound)
        maker.take(&row, slots: slots, in: &copy, origin: origin, into: intake)
    }
}
