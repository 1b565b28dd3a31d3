import UsageModel

/// Makes records of a vendor's rows: tests them, computes fields, builds.
struct RowMaker {
    private let rules: MappingRules
    private var builder: RecordBuilder
    private let numbers: NumberFormat?

    /// - Parameter product: of rows that name none.
    init(rules: MappingRules, product: ProductID?) {
        self.rules = rules
        numbers = rules.mapping.numbers
        builder = RecordBuilder(rules: rules, product: product)
    }

    /// Gives the intake the record of a row, or counts or reports it.
    ///
    /// - Parameters:
    ///   - slots: the columns that something is made of.
    ///   - bytes: where all ranges lie; computed values are appended.
    mutating func take(
        _ row: inout FieldRow, slots: [Range<Int>], in bytes: inout [UInt8], origin: RecordOrigin,
        into intake: RecordIntake
    ) {
        do throws(RowFault) {
            // A column with lost digits is like none of the texts that it is compared with.
            for test in rules.filters where !row.inexact.isEmpty {
                try checkExact(slots[test.slot], of: row)
            }
        } catch {
            return report(error, of: row, in: bytes, origin: origin, to: intake)
        }
        for test in rules.filters where !test.holds(slots[test.slot], in: bytes) {
            intake.leaveOut()
            return
        }
        if let test = rules.attested {
            let holds = test.holds(slots[test.slot], in: bytes)
            intake.noteAttested(
                holds, String(decoding: bytes[slots[test.slot]], as: UTF8.self), at: origin)
        }
        do throws(RowFault) {
            if !row.inexact.isEmpty { try checkExact(row, slots: slots) }
            try complete(&row, slots: slots, in: &bytes)
        } catch {
            return report(error, of: row, in: bytes, origin: origin, to: intake)
        }
        takePlain(row, in: bytes, origin: origin, into: intake)
    }

    /// The same for a row of which every field is a column as it stands.
    mutating func takePlain(
        _ row: FieldRow, in bytes: [UInt8], origin: RecordOrigin, into intake: RecordIntake
    ) {
        do throws(RowFault) {
            intake.take(try builder.record(of: row, in: bytes, origin: origin))
        } catch {
            report(error, of: row, in: bytes, origin: origin, to: intake)
        }
    }

    private func checkExact(
        _ range: Range<Int>, of row: FieldRow, rounds: Bool = true
    ) throws(RowFault) {
        if let number = row.inexactNumber(range), number.isWhole || !rounds { throw number.fault }
    }

    /// Refuses a row of a spreadsheet that is made of numbers whose digits may be lost; times are
    /// counts of days, whose fraction is never exact.
    private func checkExact(_ row: FieldRow, slots: [Range<Int>]) throws(RowFault) {
        for field in RecordField.allCases where field != .start && field != .end {
            try checkExact(row[field], of: row, rounds: !field.isExactNumber)
        }
        for field in row.custom { try checkExact(field.range, of: row) }
        for field in rules.computed where !field.isTime {
            for slot in field.slots {
                try checkExact(slots[slot], of: row, rounds: field.rounds)
            }
        }
    }

    private func report(
        _ fault: RowFault, of row: FieldRow, in bytes: [UInt8], origin: RecordOrigin,
        to intake: RecordIntake
    ) {
        intake.takeBadRow(
            SourceProblem(file: origin.file, line: origin.line, message: fault.message),
            product: builder.readableProduct(of: row, in: bytes),
            month: builder.readableMonth(of: row, in: bytes))
    }

    private func complete(
        _ row: inout FieldRow, slots: [Range<Int>], in bytes: inout [UInt8]
    ) throws(RowFault) {
        // What the row before had there is gone with its bytes.
        for case .field(let field) in rules.computed.map(\.target) { row[field] = 0..<0 }
        if let numbers {
            for field in [RecordField.quantity, .amount]
            where !row[field].isEmpty && !row.isPlainNumber(row[field]) {
                let name = rules.names.name(of: field)
                row[field] = try numbers.plain(row[field], in: &bytes, of: name)
            }
        }
        var hasCustom = false
        for field in rules.computed {
            let range = try field.value(
                from: slots, of: row, in: &bytes, numbers: numbers)
            switch field.target {
            case .field(let target): row[target] = range
            case .custom(let name):
                row.custom.removeAll { $0.name == name }
                row.custom.append(FieldRow.Custom(name: name, range: range))
                hasCustom = true
            }
        }
        if hasCustom { row.custom.sort { $0.name < $1.name } }
    }
}
