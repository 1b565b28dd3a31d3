package import UsageModel

/// How the vendor's usage lies in files.
package struct FilesSourceConfiguration: CommonSourceConfiguration, Hashable {
    package var name: String
    /// An absolute path with the globs `*`, `?`, `[a-z]` and `**`, and with `{month}` (`2026-10`)
    /// and `{product}`.
    package var pathTemplate: String
    package var mapping: RowMapping
    /// The sheet of workbooks; nil for the only one whose header has the wanted columns.
    package var sheet: String?
    /// Where the array of records stands in JSON documents, such as `data.items`.
    package var recordsAt: String?
    /// What rows and messages call the file, where that is not its path.
    package var shownAs: String?
    /// The month that all records are said to be of by `monthFrom: file`, where no path says so.
    package var month: BillingMonth?
    /// When a month's files are whole, beyond being there.
    package var completeness = Completeness()
    /// How long after a month's end its usage may still be missing; nil: until the due date.
    package var expectedBy: Duration?

    package init(
        name: String, pathTemplate: String, mapping: RowMapping = RowMapping(),
        expectedBy: Duration? = nil
    ) {
        self.name = name
        self.pathTemplate = pathTemplate
        self.mapping = mapping
        self.expectedBy = expectedBy
    }
}
