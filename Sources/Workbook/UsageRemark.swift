/// A remark on a cell of a usage workbook: the platform's reason for refusing it.
package struct UsageRemark: Hashable, Sendable {
    /// As the workbook counts; the header is row 1.
    package var row: Int
    /// Nil where the row has none.
    package var recordID: String?
    /// The name of the column, nil where the header has none for it.
    package var column: String?
    package var text: String

    package init(row: Int, recordID: String?, column: String?, text: String) {
        self.row = row
        self.recordID = recordID
        self.column = column
        self.text = text
    }
}
