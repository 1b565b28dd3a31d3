package import UsageModel

/// Two rows that say the same, of which one is probably a second delivery.
package struct RowTwice: Hashable, Sendable, CustomStringConvertible {
    /// Of one product and month no more are looked up and listed.
    package static let listedAtMost = 10_000

    package var first: RecordOrigin
    package var second: RecordOrigin
    /// The id that both have; nil where the whole rows are equal and have none.
    package var recordID: String?

    package init(first: RecordOrigin, second: RecordOrigin, recordID: String? = nil) {
        self.first = first
        self.second = second
        self.recordID = recordID
    }

    package var description: String {
        guard let recordID else { return "\(second) repeats the row \(first)" }
        return "\(second) repeats the record_id '\(recordID)' of \(first)"
    }
}
