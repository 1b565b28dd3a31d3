/// The forms in which a report is printed; the raw value is the word of `--output`.
package enum OutputFormat: String, CaseIterable, Sendable {
    /// For people at a terminal.
    case table
    /// The report's own shape, for scripts.
    case json
    /// The same shape as `json`.
    case yaml
    case markdown
    /// One row a cell, for spreadsheets.
    case csv
    /// One page that needs nothing else.
    case html
}
