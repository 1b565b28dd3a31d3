import FoundationEssentials
import GRDB
import UsageModel

/// A row of the entry table, as found; nothing about it is taken for granted.
struct StoredEntry {
    let seq: Int64
    let at: Timestamp
    let kind: String
    let subject: String
    let body: StoredBody
    let previous: EntryHash
    let hash: EntryHash

    init(_ row: Row) {
        seq = row["seq"]
        at = Timestamp(microseconds: row["at"])
        kind = row["kind"]
        subject = row["subject"]
        body = StoredBody(row)
        previous = EntryHash(bytes: Array(row["previous"] as Data))
        hash = EntryHash(bytes: Array(row["hash"] as Data))
    }

    /// Nil where the columns of the body do not go together.
    var expectedHash: EntryHash? {
        EntryHash(seq: seq, at: at, kind: kind, subject: subject, body: body, after: previous)
    }

    /// What it says; nil for a kind that this version does not know, and for a pruned body.
    func fact() throws -> Fact? {
        guard let kind = EntryKind(rawValue: kind), let json = try body.json() else { return nil }
        return try Fact(kind: kind, body: json)
    }
}
