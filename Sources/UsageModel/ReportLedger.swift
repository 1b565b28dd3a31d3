/// The ledger as it was when a report was recorded in it.
///
/// Whoever keeps a report elsewhere can find with the head whether the ledger's entries up to it
/// were altered or cut off since.
package struct ReportLedger: Hashable, Sendable, Codable {
    /// The number of entries, the report's included.
    package var entries: Int
    /// The hash of the report's entry, 64 hexadecimal digits.
    package var head: String

    package init(entries: Int, head: String) {
        self.entries = entries
        self.head = head
    }
}
