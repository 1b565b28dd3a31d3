import Reconciliation
package import UsageModel
package import Workbook

/// A cell's rows as the file that is sent.
package enum WorkbookFile {
    /// Writes rows to a path; the time inside is the month's end, so that content alone decides the
    /// bytes.
    package static func write(
        _ rows: [UsageRow], month: BillingMonth, to path: String
    ) throws(WorkbookError) -> WorkbookSummary {
        let columns = Set(rows.flatMap { $0.record.custom.map(\.name) }).sorted()
        let writer = try UsageWorkbookWriter(
            path: path, customColumns: columns, created: Timestamp(startOf: month.next.firstDay))
        for row in rows { try writer.append(row) }
        return try writer.close(categories: RowContent.categories(of: rows))
    }
}
