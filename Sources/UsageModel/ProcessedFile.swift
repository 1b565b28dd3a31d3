/// A usage file as it shows by itself, with what lists leave out.
package struct ProcessedFile: Hashable, Sendable {
    package var file: UsageFile
    /// Rows that the platform took, and rows that it refused.
    package var validRecords: Int?
    package var invalidRecords: Int?
    /// Where the processed workbook can be fetched, for about half a minute; a secret.
    package var processedLink: String?

    package init(
        file: UsageFile, validRecords: Int? = nil, invalidRecords: Int? = nil,
        processedLink: String? = nil
    ) {
        self.file = file
        self.validRecords = validRecords
        self.invalidRecords = invalidRecords
        self.processedLink = processedLink
    }
}
