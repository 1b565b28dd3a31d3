import UsageModel

/// Reads the records of a CSV file.
struct CSVRecords {
    let rules: MappingRules
    /// Of rows that name none.
    let product: ProductID?
    let limits: SourceLimits
    /// Whether origins are the rows' numbers behind the header, from 1, in place of lines.
    var countsRows = false

    private static let separators: [(byte: UInt8, name: String)] = [
        (UInt8(ascii: ","), "','"), (UInt8(ascii: ";"), "';'"), (UInt8(ascii: "\t"), "tab"),
    ]

    func read(_ file: HashedFile, into intake: RecordIntake) throws {
        var reader = try CSVReader(file: file, limits: limits)
        reader.separator = try separator(of: reader.peekLine())
        guard try reader.next() else {
            throw FileFault(
                "it has no header, so it says nothing, not even that there was no usage")
        }
        let columns: ColumnMap
        do {
            let header = reader.fields.map { String(decoding: reader.bytes[$0], as: UTF8.self) }
            columns = try ColumnMap(
                header: header, names: rules.names, hasProduct: product != nil)
        } catch {
            throw FileFault(line: reader.line, error.message)
        }
        var rows = CSVRowAdapter(rules: rules, columns: columns, product: product)
        var number = 0
        while try reader.next() {
            number += 1
            let line = countsRows ? number : reader.line
            if reader.line & 0xfff == 0 { try Task.checkCancellation() }
            let origin = RecordOrigin(file: file.name, line: line)
            guard reader.fields.count == columns.columnCount else {
                intake.takeBadRow(
                    SourceProblem(
                        file: origin.file, line: origin.line,
                        message: "\(reader.fields.count) fields, expected "
                            + "\(columns.columnCount) as in the header"),
                    product: product)
                continue
            }
            rows.take(reader.fields, in: reader.bytes, origin: origin, into: intake)
        }
    }

    /// The separator with which the header has the most required columns.
    private func separator(of header: [UInt8]) throws(FileFault) -> UInt8 {
        let counts = Self.separators.map { candidate in
            let cells = header.split(separator: candidate.byte, omittingEmptySubsequences: false)
                .map {
                    String(
                        decoding: $0.filter { $0 != UInt8(ascii: "\"") && $0 != 13 }, as: UTF8.self)
                }
            return ColumnMap.wantedCount(in: cells, names: rules.names)
        }
        let best = counts.max() ?? 0
        guard best > 0 else { return Self.separators[0].byte }
        let winners = zip(Self.separators, counts).filter { $0.1 == best }.map(\.0)
        guard winners.count == 1 else {
            throw FileFault(
                line: 1,
                "the header can be read with \(winners.map(\.name).joined(separator: " and ")) "
                    + "between the columns; use one of them throughout")
        }
        return winners[0].byte
    }
}
