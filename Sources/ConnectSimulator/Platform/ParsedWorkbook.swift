import Workbook

/// The sheets of an uploaded workbook by name, as rows of text.
package struct ParsedWorkbook: Hashable, Sendable {
    package var sheets: [String: [Row]]

    package init(sheets: [String: [Row]]) {
        self.sheets = sheets
    }

    /// One row with any text.
    package struct Row: Hashable, Sendable {
        /// From 1, as the workbook counts.
        package var number: Int
        package var cells: [String?]

        package init(number: Int, cells: [String?]) {
            self.number = number
            self.cells = cells
        }
    }

    /// Reads the sheets that the platform reads; others are ignored.
    package init(path: String) throws {
        let reader = try XLSXReader(path: path)
        var sheets: [String: [Row]] = [:]
        for name in reader.sheetNames where ["records", "categories"].contains(name) {
            var rows: [Row] = []
            _ = try reader.readRows(ofSheet: name) { row in
                rows.append(Row(number: row.number, cells: row.cells))
            }
            sheets[name] = rows
        }
        self.init(sheets: sheets)
    }
}

/// What arrived as an upload's part `usage_file`.
package enum WorkbookUpload: Sendable {
    case workbook(ParsedWorkbook)
    /// A part that is no workbook; the platform notices while it processes the file.
    case unreadable(reason: String)
    /// No such part, or a file name that does not end in `.xlsx`; refused at once.
    case refused(reason: String)

    /// Reads a workbook file, for clients that run in the same process.
    package static func reading(path: String) -> WorkbookUpload {
        do {
            return .workbook(try ParsedWorkbook(path: path))
        } catch {
            return .unreadable(reason: "\(error)")
        }
    }
}
