package import UsageModel

/// A usage file of a cell as the ledger and the archive tell of it.
package struct AuditedFile: Sendable, Encodable {
    package struct Row: Sendable, Encodable {
        package var recordId: String
        package var subscription: String
        package var item: String
        package var quantity: String
        package var amount: String?
        /// The place in the source, `usage/2026-10.csv:14`.
        package var origin: String?
    }

    package var id: UsageFileID
    package var created: Timestamp?
    package var uploaded: Timestamp?
    /// Nil where no submit was tried.
    package var submitted: Timestamp?
    /// `answered`, or `unknown` where the answer was lost.
    package var submitResult: String?
    package var currency: String?
    /// Of the workbook that was uploaded last, `sha256:...`.
    package var workbook: String?
    package var manifest: String?
    package var items: [ItemTotal]
    package var sources: [SourceDigest]
    package var rows: [Row]
}
