package import UsageModel
package import Workbook

/// A cell's rows as the file that is sent.
package enum WorkbookFile {
    /// Writes rows to a path; the time inside is the month's end, so that content alone decides the
    /// bytes.
    ///
    /// - Parameter schema: of the product. Amounts and tiers that it has no use for are left out:
    ///   nobody checked them, and nobody knows what the platform would make of them.
    package static func write(
        _ rows: [UsageRow], month: BillingMonth, schema: ReportingSchema?, to path: String
    ) throws(WorkbookError) -> WorkbookSummary {
        let columns = Set(rows.flatMap { $0.record.custom.map(\.name) }).sorted()
        let writer = try UsageWorkbookWriter(
            path: path, customColumns: columns, created: Timestamp(startOf: month.next.firstDay))
        for row in rows { try writer.append(row.keepingOnly(what: schema)) }
        let categories = Set(rows.compactMap(\.record.category)).sorted()
        return try writer.close(categories: categories.map { UsageCategory(id: $0, name: $0) })
    }
}

extension UsageRow {
    /// A copy without the money that a schema does not report; as it is where no schema is known.
    fileprivate func keepingOnly(what schema: ReportingSchema?) -> UsageRow {
        guard let schema else { return self }
        var row = self
        if !schema.isPriced { row.record.amount = nil }
        if schema != .tier { row.record.tier = nil }
        return row
    }
}
