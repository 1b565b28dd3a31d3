import UsageModel

/// A file of records that is to be read.
struct RecordFile: Sendable {
    /// Where its bytes lie.
    var path: String
    /// What records and messages name as their origin: the path itself, or the address that the
    /// bytes in a temporary file came from.
    var name: String
    var format: RecordFormat
    /// Whether it is packed by gzip.
    var isPacked: Bool
    /// The product of all its records that name none themselves, which the vendor template's rows
    /// need.
    var product: ProductID?
    /// The sheet of a workbook; nil for the only one whose header has the wanted columns.
    var sheet: String?
    /// Whether a CSV file's records name their number behind the header in place of their line: for
    /// rows that were never lines of a file.
    var countsRows = false

    init(
        path: String, name: String? = nil, format: RecordFormat, isPacked: Bool = false,
        product: ProductID? = nil, sheet: String? = nil
    ) {
        self.path = path
        self.name = name ?? path
        self.format = format
        self.isPacked = isPacked
        self.product = product
        self.sheet = sheet
    }
}
