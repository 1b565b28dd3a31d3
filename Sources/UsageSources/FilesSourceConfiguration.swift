/// How the vendor's usage lies in files.
package struct FilesSourceConfiguration: Hashable, Sendable {
    /// Which month a record belongs to.
    package enum MonthFrom: String, Sendable, CaseIterable {
        case start
        case end
        /// The `{month}` of the path.
        case file
    }

    package var name: String
    /// An absolute path with the globs `*`, `?`, `[a-z]` and `**`, and with `{month}` (`2026-10`)
    /// and `{product}`.
    package var pathTemplate: String
    /// The vendor's column names by ours, where they differ.
    package var fields: [String: String]
    package var monthFrom: MonthFrom
    /// How long after a month's end its usage may still be missing; nil: until the due date.
    package var expectedBy: Duration?

    package init(
        name: String, pathTemplate: String, fields: [String: String] = [:],
        monthFrom: MonthFrom = .start, expectedBy: Duration? = nil
    ) {
        self.name = name
        self.pathTemplate = pathTemplate
        self.fields = fields
        self.monthFrom = monthFrom
        self.expectedBy = expectedBy
    }
}
