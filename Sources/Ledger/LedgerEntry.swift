package import UsageModel

/// An entry as it stands in the file.
package struct LedgerEntry: Hashable, Sendable {
    /// From 1, without gaps.
    package let seq: Int64
    package let at: Timestamp
    package let kind: EntryKind
    /// What it is about: a cell's text, a file's id, a report's id.
    package let subject: String
    /// JSON with sorted keys; empty where it was removed when its retention ended.
    package let body: String
    package let isPruned: Bool
    /// Of the entry before it, 64 hexadecimal digits.
    package let previous: String
    /// 64 hexadecimal digits.
    package let hash: String

    /// Nil for a kind that this version does not know.
    init?(_ entry: StoredEntry) throws {
        guard let kind = EntryKind(rawValue: entry.kind) else { return nil }
        seq = entry.seq
        at = entry.at
        self.kind = kind
        subject = entry.subject
        body = try entry.body.json() ?? ""
        isPruned = entry.body.isPruned
        previous = entry.previous.text
        hash = entry.hash.text
    }
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
    /// A write to a file that is staged to be checked, and what became of it.
    case probe, probeOutcome
    case observation, report
    /// The policies that cycles decide by from here on.
    case policies
    /// Reports before it lost their bodies, since their retention had ended.
    case retention
    case approval, acknowledgement, assignment, resend, revocation, baseline

    /// What a person did, which may change what the next cycle decides.
    static let acts: [EntryKind] = [
        .approval, .acknowledgement, .assignment, .resend, .revocation, .baseline,
    ]
}
