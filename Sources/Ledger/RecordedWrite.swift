package import UsageModel

/// A write as the ledger has it: what was intended, and what became of it.
package struct RecordedWrite: Hashable, Sendable {
    /// The entry of the intent.
    package var seq: Int64
    package var intent: WriteIntent
    /// Nil where the ledger holds none.
    package var outcome: WriteOutcome?
    /// The file: the intent's, or for a create that of its answer or of the list that showed it.
    package var file: UsageFileID?
    /// The platform's own time of an upload, where it is known.
    package var uploadedAt: Timestamp?

    /// Whether the platform may have done it.
    package var mayHaveHappened: Bool {
        outcome?.result != .refused && outcome?.result != .notSent
    }
}

/// What a person did about a cell or one of its files.
package struct RecordedAct: Hashable, Sendable {
    package var seq: Int64
    package var at: Timestamp
    package var kind: EntryKind
    package var by: String
    package var note: String?
    /// What was approved or until when, in words.
    package var detail: String
}
