import UsageModel
import Workbook

/// Turns rows of a sheet into rows of fields.
struct SheetRowAdapter {
    private let epoch: CalendarDate?
    private let columns: ColumnMap
    private let marksNumbers: Bool
    private let formats: [RecordField: TimeFormat]
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
        formats = rules.timeFormats
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
            let number = InexactNumber(
                cells.cells[column] ?? "",
                cell: CellReference.letters(ofColumn: column) + "\(cells.number)")
            if let number { row.inexact[ranges[column].lowerBound] = number }
        }
        convertDay(.start)
        convertDay(.end)
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
    /// As in text, a day without a time ends with its last second, and what the source's format
    /// takes for a month is all of it: Excel makes the first day's date of `Oct 2026`.
    private mutating func convertDay(_ field: RecordField) {
        guard let epoch, let days = DecimalText.read(row[field], in: bytes), !row[field].isEmpty,
            (1.0..<2_958_466.0).contains(days.doubleValue), !isInFormat(field)
        else { return }
        // Seconds are the finest unit of a date cell; the fraction of a day cannot be exact.
        let seconds = Int64((days.doubleValue * 86_400).rounded())
        var time = Timestamp(seconds: Timestamp(startOf: epoch).seconds + seconds)
        if days.doubleValue == days.doubleValue.rounded() { time = whole(time, of: field) }
        append(time.workbookText)
        row[field] = ranges.removeLast()
    }

    /// Whether a number is a time as the source writes it, such as `202610`, and no count of days.
    private func isInFormat(_ field: RecordField) -> Bool {
        guard let format = formats[field], format.unitOfEpoch == nil else { return false }
        let text = String(decoding: bytes[row[field]], as: UTF8.self)
        return format.read(text, isEnd: field == .end) != nil
    }

    /// The first or last second of what a cell without a time of day names.
    private func whole(_ day: Timestamp, of field: RecordField) -> Timestamp {
        let isMonth = formats[field]?.precision == .month
        let month = BillingMonth(of: day.date)
        let (first, next) =
            isMonth ? (month.firstDay, month.next.firstDay) : (day.date, day.date.adding(days: 1))
        return field == .end
            ? Timestamp(seconds: Timestamp(startOf: next).seconds - 1) : Timestamp(startOf: first)
    }
}
