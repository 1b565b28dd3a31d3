/// How a program is asked.
package struct CommandSourceConfiguration: CommonSourceConfiguration, Sendable {
    package enum Format: String, Sendable, CaseIterable {
        case jsonl
        case csv
    }

    package var name: String
    /// The program and its arguments, with `{product}`, `{month}`, `{from}` and `{to}`. The program
    /// is an absolute path or a name without a slash, which is looked up on the PATH.
    package var command: [String]
    package var format: Format
    /// The folder in which it runs; an absolute path.
    package var folder: String
    package var mapping: RowMapping
    package var expectedBy: Duration?
    /// Further variables of its environment, with the same placeholders.
    package var environment: [String: String] = [:]
    /// Variables that are not passed on, beside our own secrets.
    package var hidden: Set<String> = []
    /// Whether it is run for each product by itself; nil where that is so if an argument or a
    /// variable has `{product}`.
    package var asksByProduct: Bool?
    package var emptyMeans = EmptyMeans.unknown
    package var timeout = Duration.seconds(300)
    package var concurrency = 1
    package var maxMegabytes = FetchLimit.defaultMegabytes

    package init(
        name: String, command: [String], format: Format, folder: String,
        mapping: RowMapping = RowMapping(), expectedBy: Duration? = nil
    ) {
        self.name = name
        self.command = command
        self.format = format
        self.folder = folder
        self.mapping = mapping
        self.expectedBy = expectedBy
    }
}
