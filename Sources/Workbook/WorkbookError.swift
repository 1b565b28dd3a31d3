/// Why a workbook could not be read or written.
package enum WorkbookError: Error, Sendable, Equatable {
    /// The file cannot be opened, or is no XLSX file at all.
    case unreadable(file: String, reason: String)
    /// The file is an XLSX file, but a part of it breaks the format.
    case malformed(file: String, place: String, reason: String)
    /// The file exceeds one of the reader's limits, as archive bombs do.
    case tooLarge(file: String, place: String, limit: String)
    /// The sheet of a usage workbook cannot be understood: a header or a cell is wrong.
    case badSheet(file: String, sheet: String, row: Int, reason: String)
    /// A sheet holds no more rows; the file was given up and nothing is left of it.
    case tooManyRows(file: String, maximum: Int)
    /// A row has a value that no cell can hold.
    case unwritableValue(file: String, row: Int, column: String, reason: String)
    /// The file could not be written; nothing is left of it.
    case unwritable(file: String, reason: String)
    /// The disk is full; nothing is left of the file.
    case noSpace(file: String)
}

extension WorkbookError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .unreadable(let file, let reason):
            "'\(file)' cannot be read as a workbook: \(reason)"
        case .malformed(let file, let place, let reason):
            "'\(file)' is damaged in \(place): \(reason)"
        case .tooLarge(let file, let place, let limit):
            "'\(file)' is too large in \(place): \(limit)"
        case .badSheet(let file, let sheet, let row, let reason):
            "'\(file)', sheet '\(sheet)', row \(row): \(reason)"
        case .tooManyRows(let file, let maximum):
            "'\(file)' would need more than the \(maximum) rows that a sheet can hold; "
                + "split the usage into shorter periods or fewer subscriptions"
        case .unwritableValue(let file, let row, let column, let reason):
            "'\(file)', row \(row): the value of '\(column)' cannot be written: \(reason)"
        case .unwritable(let file, let reason):
            "'\(file)' cannot be written: \(reason)"
        case .noSpace(let file):
            "'\(file)' cannot be written: no space is left on its disk; free some and run again"
        }
    }
}
