/// The outcome of holding an obligation against the usage files of its cell.
package enum CellState: String, Sendable, Codable, CaseIterable {
    /// A submitted file, or several that tile the month without gap or overlap.
    case inSync
    /// No live file, and usage to report.
    case missing
    /// Created, nothing uploaded.
    case draft
    /// Uploading, uploaded or processing.
    case processing
    /// Processing for longer than the configuration's `processing.stuckAfter`.
    case stuck
    /// Valid, not submitted.
    case ready
    /// The platform refused the rows.
    case invalid
    /// The provider refused the file, and no other was submitted since.
    case rejected
    /// Two submitted files over the same days, or two live files of ours.
    case duplicate
    /// Submitted files leave a gap.
    case partial
    /// What was sent differs from what the source says now.
    case mismatch
    /// A live file of ours where nothing is owed, or any that begins after its contract's end.
    case unexpected
    /// The source attests zero: neutral.
    case noUsage
    /// The source cannot say.
    case unknownUsage
    /// A status word we do not know, or a file without a period that may cover the month.
    case occupied

    /// Whether nothing is left to do.
    package var isSettled: Bool { self == .inSync || self == .noUsage }
}
