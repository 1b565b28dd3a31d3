/// What checking a ledger found.
package struct LedgerVerification: Hashable, Sendable {
    package var entries: Int
    /// How many of them lost their bodies when their retention had ended.
    package var pruned: Int
    /// The hash of the last entry, 64 hexadecimal digits.
    package var head: String
    /// In the order of the file; empty for a sound ledger.
    package var problems: [Problem]

    package var isSound: Bool { problems.isEmpty }

    package enum Problem: Hashable, Sendable {
        /// SQLite's own check failed.
        case database(String)
        /// The first entry that is not as it was written.
        case entry(seq: Int64, Flaw)
        /// The head that was given is the hash of no entry: later entries were cut off or replaced.
        case headMissing(String)
        /// A trigger that refuses changes of entries is gone.
        case guardMissing(String)
        /// A table of the projection is not what the entries give.
        case projection(table: String)
    }

    package enum Flaw: String, Hashable, Sendable {
        /// Entries are missing before it.
        case gap
        /// It does not follow from the entry before it.
        case unlinked
        /// One of its columns was changed.
        case altered
        /// Its body is gone, and no retention covers it.
        case pruned
        /// Its kind or its body is none that this version knows.
        case unreadable
    }
}

extension LedgerVerification.Problem: CustomStringConvertible {
    package var description: String {
        switch self {
        case .database(let text): "the database is damaged: \(text)"
        case .entry(let seq, .gap): "entries are missing before entry \(seq)"
        case .entry(let seq, .unlinked): "entry \(seq) does not follow from the one before it"
        case .entry(let seq, .altered): "entry \(seq) was altered after it was written"
        case .entry(let seq, .pruned):
            "the body of entry \(seq) is gone, although its retention had not ended"
        case .entry(let seq, .unreadable): "entry \(seq) has a kind or body that cannot be read"
        case .headMissing(let head):
            "no entry has the hash '\(head)': entries were cut off the end or replaced"
        case .guardMissing(let name):
            "the trigger '\(name)', which keeps entries from being changed, is gone or altered"
        case .projection(let table):
            "the table '\(table)' is not what the entries give; restore the file from a backup"
        }
    }
}
