package import UsageModel

/// A file of records that is to be read.
package struct RecordFile: Sendable {
    /// Where its bytes lie.
    package var path: String
    /// What records and messages name as their origin: the path itself, or the address that the
    /// bytes in a temporary file came from.
    package var name: String
    package var format: RecordFormat
    /// Whether it is packed by gzip.
    package var isPacked: Bool
    /// The product of all its records that name none themselves, which the vendor template's rows
    /// need.
    package var product: ProductID?
    /// Places outside the records, such as `meta.next`, whose values are wanted too; of JSON
    /// documents only.
    package var wantedMembers: Set<String>

    /// The sheet of a workbook; nil for the first whose header has the wanted columns.
    package var sheet: String?
    /// Whether a CSV file's records name their number behind the header in place of their line: for
    /// rows that were never lines of a file.
    package var countsRows = false

    package init(
        path: String, name: String? = nil, format: RecordFormat, isPacked: Bool = false,
        product: ProductID? = nil, wantedMembers: Set<String> = [], sheet: String? = nil
    ) {
        self.path = path
        self.name = name ?? path
        self.format = format
        self.isPacked = isPacked
        self.product = product
        self.wantedMembers = wantedMembers
        self.sheet = sheet
    }
}
