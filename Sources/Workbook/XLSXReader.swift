/// Reads the sheets of an XLSX file row by row, in bounded memory.
///
/// Formulas are not evaluated: their stored result is read. Anything that breaks the format or the
/// limits is a `WorkbookError`.
package struct XLSXReader {
    private let package: XLSXPackage

    /// Opens the file and reads the list of its sheets.
    package init(path: String, limits: XLSXLimits = .standard) throws(WorkbookError) {
        do {
            package = try XLSXPackage(path: path, limits: limits)
        } catch let error as WorkbookError {
            throw error
        } catch {
            throw .unreadable(file: path, reason: "\(error)")
        }
    }

    /// In the workbook's order.
    package var sheetNames: [String] { package.sheets.map(\.name) }

    /// Whether numbers that stand for days count from 1904 instead of 1900.
    package var countsFrom1904: Bool { package.countsFrom1904 }

    /// The comments of a sheet in the order of the file, which is that of writing; empty for a sheet
    /// without any, nil where there is no such sheet.
    package func comments(ofSheet name: String) throws -> [SheetComment]? {
        guard let sheet = package.sheets.first(where: { $0.name == name }) else { return nil }
        let archive = try ZipArchive(path: package.path, limits: package.limits)
        guard let part = try package.commentsPart(ofSheet: sheet.part, in: archive) else {
            return []
        }
        let parser = CommentsParser(limits: package.limits)
        guard try package.parse(part, of: archive, with: parser) else {
            throw WorkbookError.malformed(
                file: package.path, place: "sheet '\(name)'",
                reason: "its comments '\(part)' are missing")
        }
        return parser.comments
    }

    /// Calls `body` with every row that has text, from the top; false where there is no such sheet.
    ///
    /// The body may throw to stop, and may read the same workbook again.
    package func readRows(ofSheet name: String, _ body: (SheetRow) throws -> Void) throws -> Bool {
        guard let sheet = package.sheets.first(where: { $0.name == name }) else { return false }
        let source = package
        let parser = SheetParser(limits: package.limits) { () throws(PartFault) in
            do {
                return try source.sharedStrings()
            } catch {
                throw .malformed("its shared strings cannot be read: \(error)")
            }
        }
        let archive = try ZipArchive(path: package.path, limits: package.limits)
        let exists = try package.parse(
            sheet.part, of: archive, with: parser,
            place: { "sheet '\(name)' near row \(parser.currentRow)" },
            afterChunk: { for row in parser.takeRows() { try body(row) } })
        guard exists else {
            throw WorkbookError.malformed(
                file: package.path, place: "sheet '\(name)'",
                reason: "its part '\(sheet.part)' is missing")
        }
        return true
    }
}
