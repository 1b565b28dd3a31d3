import UsageModel
import Workbook

/// Turns rows of a sheet into rows of fields.
struct SheetRowAdapter {
    private let epoch: CalendarDate?
    private let columns: ColumnMap
    private let marksNumbers: Bool
    private var maker: RowMaker
    private var row = FieldRow()
    private var bytes: [UInt8] = []
    private var ranges: [Range<Int>] = []
    private var slots: [Range<Int>] = []

    init(rules: MappingRules, columns: ColumnMap, product: ProductID?, countsFrom1904: Bool) {
        self.columns = columns
        // Day 0; the one of 1900 is off by two as Excel has a 29 February 1900 (ECMA-376, 18.17.4).
        epoch =
            countsFrom1904
            ? CalendarDate(year: 1904, month: 1, day: 1)
            : CalendarDate(year: 1899, month: 12, day: 30)
        marksNumbers = rules.mapping.numbers != nil
        maker = RowMaker(rules: rules, product: product)
    }

    /// Gives the sink the record of a row, or what is wrong with it.
    mutating func take(
        _ cells: SheetRow, origin: RecordOrigin, into intake: RecordIntake
    ) {
        bytes.removeAll(keepingCapacity: true)
        ranges.removeAll(keepingCapacity: true)
        for cell in cells.cells { append(cell ?? "") }
        row.clear()
        columns.fill(&row, from: ranges)
        if marksNumbers {
            for column in cells.numbers { row.plainNumbers.insert(ranges[column].lowerBound) }
        }
        for column in cells.numbers {
            row.inexact[ranges[column].lowerBound] = InexactNumber(
                cells.cells[column] ?? "",
                cell: CellReference.letters(ofColumn: column) + "\(cells.number)")
        }
        convertDay(.start)
        // As in text, a day without a time ends with its last second.
        convertDay(.end, wholeDay: 86_399)
        columns.fill(&slots, from: ranges)
        maker.take(&row, slots: slots, in: &bytes, origin: origin, into: intake)
    }

    private mutating func append(_ text: String) {
        let start = bytes.count
        bytes.append(contentsOf: text.utf8)
        ranges.append(start..<bytes.count)
    }

    /// Puts a time as text where a date cell holds the number of days since the epoch.
    ///
    /// - Parameter wholeDay: seconds that a day without a time stands for.
    private mutating func convertDay(_ field: RecordField, wholeDay: Int64 = 0) {
        guard let epoch, let days = DecimalText.read(row[field], in: bytes), !row[field].isEmpty,
            (1.0..<2_958_466.0).contains(days.doubleValue)
        else { return }
        // Seconds are the finest unit of a date cell; the fraction of a day cannot be exact.
        var seconds = Int64((days.doubleValue * 86_400).rounded())
        if days.doubleValue == days.doubleValue.rounded() { seconds += wholeDay }
        let time = Timestamp(seconds: Timestamp(startOf: epoch).seconds + seconds)
        append(time.workbookText)
        row[field] = ranges.removeLast()
    }
}
