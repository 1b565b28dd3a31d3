/// Why the platform refused a file, held against the vendor's own rows.
package struct RefusedFile: Hashable, Sendable, Codable {
    /// A cell of the workbook that the platform refused.
    package struct Row: Hashable, Sendable, Codable {
        /// Of the workbook, whose header is row 1.
        package var row: Int
        package var recordId: String?
        package var column: String?
        /// The platform's own words.
        package var message: String
        /// Where the vendor's row was read, `usage.csv:7`; nil where nobody knows.
        package var origin: String?

        package init(
            row: Int, recordId: String? = nil, column: String? = nil, message: String,
            origin: String? = nil
        ) {
            self.row = row
            self.recordId = recordId
            self.column = column
            self.message = message
            self.origin = origin
        }
    }

    package var file: UsageFileID
    /// The platform's one sentence for the whole file.
    package var errorDetail: String?
    package var validRecords: Int?
    package var invalidRecords: Int?
    /// In the order of the workbook, the first thousand.
    package var rows: [Row] = []
    /// Refused cells beyond those in `rows`.
    package var furtherRows = 0
    /// Why the rows could not be learned, where they could not.
    package var problem: String?

    package init(file: UsageFileID, errorDetail: String? = nil) {
        self.file = file
        self.errorDetail = errorDetail
    }
}
