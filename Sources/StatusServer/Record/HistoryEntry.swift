package import UsageModel

/// An entry of the record in a reader's words.
package struct HistoryEntry: Hashable, Sendable, Codable {
    /// The entry's number in the ledger.
    package var seq: Int64
    package var at: Timestamp
    /// The entry's kind, as the ledger names it.
    package var kind: String
    /// Who did it: a person's name, or nil for usagectl itself.
    package var by: String?
    package var what: String

    package init(seq: Int64, at: Timestamp, kind: String, by: String? = nil, what: String) {
        self.seq = seq
        self.at = at
        self.kind = kind
        self.by = by
        self.what = what
    }
}
