package import UsageModel

/// Reads usage workbooks, ours and those of others, by the names of their columns.
package struct UsageWorkbookReader {
    private let path: String
    private let workbook: XLSXReader

    package init(path: String, limits: XLSXLimits = .standard) throws(WorkbookError) {
        self.path = path
        workbook = try XLSXReader(path: path, limits: limits)
    }

    package var sheetNames: [String] { workbook.sheetNames }

    /// The column names of the sheet `records`, without unnamed ones; nil where there is no such
    /// sheet.
    ///
    /// Empty where the sheet has no row at all.
    package func recordsHeader() throws -> [String]? {
        var header: [String] = []
        do {
            guard
                try workbook.readRows(
                    ofSheet: UsageColumns.recordsSheet,
                    { row in
                        header = row.cells.compactMap { $0 }
                        throw Enough()
                    })
            else { return nil }
        } catch is Enough {}
        return header
    }

    /// Calls `body` with each row under the header of the sheet `records`; false where there is no
    /// such sheet. A column name that stands twice is an error.
    package func readRecords(_ body: (UsageWorkbookRow) throws -> Void) throws -> Bool {
        try read(UsageColumns.recordsSheet, body)
    }

    /// The rows of the sheet `categories`, nil where there is no such sheet.
    package func categories() throws -> [UsageCategory]? {
        var categories: [UsageCategory] = []
        let exists = try read(UsageColumns.categoriesSheet) { row in
            guard let id = row["category_id"] else {
                throw WorkbookError.badSheet(
                    file: path, sheet: UsageColumns.categoriesSheet, row: row.number,
                    reason: "no 'category_id'")
            }
            categories.append(
                UsageCategory(
                    id: id, name: row["category_name"] ?? "",
                    description: row["category_description"]))
        }
        return exists ? categories : nil
    }

    /// What is remarked in the cells of the sheet `records`, by row from the top; the platform puts
    /// there why it refused a cell. Nil where there is no such sheet.
    package func remarks() throws -> [UsageRemark]? {
        guard let comments = try workbook.comments(ofSheet: UsageColumns.recordsSheet) else {
            return nil
        }
        guard !comments.isEmpty else { return [] }
        let byRow = Dictionary(grouping: comments, by: \.row)
        var header: [String?] = []
        var recordIDs: [Int: String] = [:]
        _ = try read(UsageColumns.recordsSheet) { row in
            header = row.header
            if byRow[row.number] != nil { recordIDs[row.number] = row["record_id"] }
        }
        return comments.sorted { ($0.row, $0.column) < ($1.row, $1.column) }.map { comment in
            UsageRemark(
                row: comment.row, recordID: recordIDs[comment.row],
                column: comment.column < header.count ? header[comment.column] : nil,
                text: comment.text)
        }
    }

    private struct Enough: Error {}

    private func read(_ sheet: String, _ body: (UsageWorkbookRow) throws -> Void) throws -> Bool {
        var header: [String?] = []
        var positions: [String: Int] = [:]
        return try workbook.readRows(ofSheet: sheet) { row in
            guard !header.isEmpty else {
                header = row.cells
                positions = try self.positions(of: row, in: sheet)
                return
            }
            try body(
                UsageWorkbookRow(
                    number: row.number, header: header, positions: positions, cells: row.cells))
        }
    }

    private func positions(of header: SheetRow, in sheet: String) throws -> [String: Int] {
        var positions: [String: Int] = [:]
        for (position, name) in header.cells.enumerated() {
            guard let name else { continue }
            guard positions.updateValue(position, forKey: name) == nil else {
                throw WorkbookError.badSheet(
                    file: path, sheet: sheet, row: header.number,
                    reason: "column '\(name)' stands twice")
            }
        }
        return positions
    }
}
