import UsageModel

// The bodies of entries that are not values of the vocabulary: what an entry stores differs from
// what a caller hands in, because an entry names earlier entries and stores changes.

/// What the ledger is bound to from here on.
struct Bound: Codable, Sendable {
    var binding: LedgerBinding
    var at: Timestamp
}

/// An intent and what became of it.
struct SettledWrite: Codable, Sendable {
    var intent: IntentID
    var cell: Cell
    var outcome: WriteOutcome
}

/// The platform's time of an upload that it had answered.
struct SeenUpload: Codable, Sendable {
    var intent: IntentID
    var cell: Cell
    var file: UsageFileID
    var uploadedAt: Timestamp
    var at: Timestamp
}

/// A create whose answer was lost, and the file that it turned out to have made.
struct ResolvedCreate: Codable, Sendable {
    var intent: IntentID
    var cell: Cell
    var file: UsageFileID
    var at: Timestamp
}

/// An observation against the one before it.
struct ObservationChange: Codable, Sendable {
    var at: Timestamp
    var contracts: Int
    /// The number of files that were seen.
    var seen: Int
    /// Files that were not known, sorted.
    var added: [UsageFileID]
    /// Files that are known no longer, sorted.
    var removed: [UsageFileID]
    /// Files that were not known to be submitted and now are, sorted; nil in entries of before
    /// version 5.
    var submitted: [UsageFileID]?
}

/// A baseline against what was known.
struct BaselineChange: Codable, Sendable {
    var binding: LedgerBinding
    var contracts: Int?
    var added: [UsageFileID]
    var removed: [UsageFileID]
    var by: String
    var at: Timestamp
    var note: String?
}
