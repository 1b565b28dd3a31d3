/// How much a workbook may ask of its reader: an archive of a few kilobytes can unpack to
/// terabytes.
package struct XLSXLimits: Sendable {
    /// Of one part of the archive, in bytes after unpacking.
    package var partBytes: Int
    /// Unpacked bytes for each packed one, checked once `ratioFreeBytes` are unpacked.
    package var ratio: Int
    /// Unpacked bytes that any ratio may have, so that small files of equal rows pass.
    package var ratioFreeBytes: Int
    /// UTF-8 bytes of one cell's text.
    package var cellBytes: Int
    package var columns: Int
    package var rows: Int
    /// Cells of one sheet, empty ones before a filled one included.
    package var cells: Int
    package var sharedStrings: Int
    /// UTF-8 bytes of all shared strings together; they are kept in memory.
    package var sharedStringBytes: Int
    /// Comments of one sheet; they are kept in memory, with all their text together no more bytes
    /// than shared strings may have.
    package var comments: Int
    /// Entries of the archive.
    package var parts: Int
    /// Sheets of the workbook.
    package var sheets: Int

    package init(
        partBytes: Int = 4 << 30, ratio: Int = 250, ratioFreeBytes: Int = 32 << 20,
        cellBytes: Int = 256 << 10, columns: Int = 16_384, rows: Int = 1_048_576,
        cells: Int = 200_000_000, sharedStrings: Int = 4_000_000,
        sharedStringBytes: Int = 256 << 20, comments: Int = 1_000_000, parts: Int = 10_000,
        sheets: Int = 1000
    ) {
        self.partBytes = partBytes
        self.ratio = ratio
        self.ratioFreeBytes = ratioFreeBytes
        self.cellBytes = cellBytes
        self.columns = columns
        self.rows = rows
        self.cells = cells
        self.sharedStrings = sharedStrings
        self.sharedStringBytes = sharedStringBytes
        self.comments = comments
        self.parts = parts
        self.sheets = sheets
    }

    /// The sizes of Excel itself, and memory for a workbook of a million rows.
    package static let standard = XLSXLimits()
}
