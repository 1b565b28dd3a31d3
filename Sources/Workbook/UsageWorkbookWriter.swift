package import UsageModel

/// Writes a usage file row by row, in constant memory, so that equal rows give equal bytes.
///
/// The rows go to a file beside the target, which gets the target's name only after it was read
/// back and found to hold exactly what was appended: the library that writes it does not notice
/// every failure of the disk. Whatever fails, no half-written file is left.
package final class UsageWorkbookWriter {
    private let path: String
    private let draft: DraftFile
    private let handle: WorkbookHandle
    private let customColumns: [String]
    private let header: [String]
    private let records: Int
    private var written = ContentCheck()
    private var failure: WorkbookError?

    /// The rows that Excel allows a sheet, less the header.
    package static let maximumRows = 1_048_575

    /// Begins a workbook whose custom columns are named without their `v.`.
    ///
    /// `created` is the time that the file says it was made at.
    package init(path: String, customColumns: [String], created: Timestamp) throws(WorkbookError) {
        let draft = try DraftFile(for: path)
        guard
            let handle = WorkbookHandle(
                path: draft.path, temporaryFolder: draft.folder, created: created)
        else { throw .unwritable(file: path, reason: "no memory for a workbook") }
        self.path = path
        self.draft = draft
        self.handle = handle
        self.customColumns = Array(Set(customColumns)).sorted()
        do {
            records = try handle.addSheet(UsageColumns.recordsSheet)
        } catch {
            throw .unwritable(file: path, reason: error.reason)
        }
        header = UsageColumns.records + self.customColumns.map { UsageColumns.customPrefix + $0 }
        try write(header.map(WorkbookCell.text), row: 0)
    }

    /// The rows so far, without the header.
    package var rowCount: Int { max(0, written.rows - 1) }

    /// Adds a row under the others.
    ///
    /// A custom field for which no column was announced is an error: it would be lost.
    package func append(_ row: UsageRow) throws(WorkbookError) {
        if let failure { throw failure }
        guard rowCount < Self.maximumRows else {
            throw fail(.tooManyRows(file: path, maximum: Self.maximumRows))
        }
        if let stray = row.record.custom.first(where: { !customColumns.contains($0.name) }) {
            throw fail(
                .unwritableValue(
                    file: path, row: rowCount + 2,
                    column: UsageColumns.customPrefix + stray.name,
                    reason: "the workbook was begun without this column"))
        }
        try write(row.cells(customColumns: customColumns), row: written.rows)
    }

    /// Adds the categories, completes the file and puts it in its place.
    package func close(categories: [UsageCategory]) throws(WorkbookError) -> WorkbookSummary {
        if let failure { throw failure }
        failure = .unwritable(file: path, reason: "the workbook is closed already")
        var expected: [String: ContentCheck] = [UsageColumns.recordsSheet: written]
        expected[UsageColumns.categoriesSheet] = try writeCategories(categories)
        do {
            try handle.close()
        } catch {
            throw draft.failure(reason: error.reason)
        }
        try draft.verify(expected)
        let summary = try draft.summary(rows: rowCount)
        try draft.publish()
        return summary
    }

    private func writeCategories(_ categories: [UsageCategory]) throws(WorkbookError)
        -> ContentCheck
    {
        let sheet: Int
        do {
            sheet = try handle.addSheet(UsageColumns.categoriesSheet)
        } catch {
            throw draft.failure(reason: error.reason)
        }
        var check = ContentCheck()
        let rows = categories.map { [$0.id, $0.name, $0.description] }
        for (index, texts) in ([UsageColumns.categories] + rows).enumerated() {
            let cells = texts.map { WorkbookCell($0) }
            try write(cells, names: UsageColumns.categories, to: sheet, row: index, check: &check)
        }
        return check
    }

    private func write(_ cells: [WorkbookCell], row: Int) throws(WorkbookError) {
        try write(cells, names: header, to: records, row: row, check: &written)
    }

    private func write(
        _ cells: [WorkbookCell], names: [String], to sheet: Int, row: Int, check: inout ContentCheck
    ) throws(WorkbookError) {
        for (column, cell) in cells.enumerated() {
            do {
                try handle.write(cell, sheet: sheet, row: row, column: column)
            } catch {
                throw fail(
                    .unwritableValue(
                        file: path, row: row + 1, column: names[column], reason: error.reason))
            }
        }
        check.add(cells.map(\.shownText))
    }

    /// Remembers the failure, so that a workbook without one of its rows is never completed.
    private func fail(_ error: WorkbookError) -> WorkbookError {
        failure = error
        return error
    }
}
