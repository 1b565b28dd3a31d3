/// What was written.
package struct WorkbookSummary: Hashable, Sendable {
    /// Of the sheet `records`, without its header.
    package var rows: Int
    /// The size of the file.
    package var bytes: Int
    /// Of the file's bytes, 64 hexadecimal digits.
    package var sha256: String

    package init(rows: Int, bytes: Int, sha256: String) {
        self.rows = rows
        self.bytes = bytes
        self.sha256 = sha256
    }
}
