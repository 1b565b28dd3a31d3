/// What the platform finds in an uploaded workbook.
package struct WorkbookVerdict: Hashable, Sendable {
    /// The longest `error_detail`, in characters.
    static let maximumDetail = 200

    package var rows: Int
    package var invalidRows: Int
    /// Nil for a file that becomes `ready`; the file is taken or refused as a whole.
    package private(set) var errorDetail: String?
    package var records: [SimulatedRecord]
    package var categories: [JSONValue]
    /// Of the sheet `records`, header included, where any of them failed.
    package var refusedRows: [ParsedWorkbook.Row] = []
    package var problems: [RowProblem] = []

    package var validRows: Int { rows - invalidRows }

    init(
        rows: Int, invalidRows: Int, errorDetail: String?, records: [SimulatedRecord],
        categories: [JSONValue]
    ) {
        self.rows = rows
        self.invalidRows = invalidRows
        self.errorDetail = errorDetail.map { String($0.prefix(Self.maximumDetail)) }
        self.records = records
        self.categories = categories
    }

    static func refused(_ detail: String, rows: Int = 0) -> WorkbookVerdict {
        WorkbookVerdict(
            rows: rows, invalidRows: rows, errorDetail: detail, records: [], categories: [])
    }
}
