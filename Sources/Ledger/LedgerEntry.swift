package import UsageModel

/// An entry as it stands in the file.
package struct LedgerEntry: Hashable, Sendable {
    /// From 1, without gaps.
    package let seq: Int64
    package let at: Timestamp
    package let kind: EntryKind
    /// What it is about: a cell's text, a file's id, a report's id.
    package let subject: String
    /// JSON with sorted keys.
    package let body: String
    /// 64 hexadecimal digits.
    package let hash: String
}

/// The kinds of entries.
package enum EntryKind: String, Hashable, Sendable, CaseIterable {
    /// The ledger, or its account, was bound.
    case bound
    case intent, outcome
    /// A list showed the time of our upload.
    case uploadSeen
    /// A list showed the file of a create whose answer was lost.
    case resolution
    case observation, report
    /// The policies that cycles decide by from here on.
    case policies
    case approval, acknowledgement, assignment, resend, revocation, baseline

    /// What a person did, which may change what the next cycle decides.
    static let acts: [EntryKind] = [
        .approval, .acknowledgement, .assignment, .resend, .revocation, .baseline,
    ]
}
