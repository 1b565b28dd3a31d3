/// A write to a staged file that is about to be sent; it is in the ledger, synced, before the
/// request.
///
/// It is kept apart from `WriteIntent`: what is known of a cell's own files never depends on what
/// was staged for it.
package struct ProbeIntent: Hashable, Sendable, Codable {
    /// `create`, `upload` or `delete`; a staged file is never submitted.
    package var step: Step
    package var cell: Cell
    /// Of the staged file, in the form of `ProbeMarker`.
    package var externalID: String
    /// Nil for a create, whose file has no id yet.
    package var file: UsageFileID?
    /// Of the workbook that an upload sends, `sha256:...`.
    package var workbook: String?
    package var at: Timestamp

    package init(
        step: Step, cell: Cell, externalID: String, file: UsageFileID? = nil,
        workbook: String? = nil, at: Timestamp
    ) {
        self.step = step
        self.cell = cell
        self.externalID = externalID
        self.file = file
        self.workbook = workbook
        self.at = at
    }
}
