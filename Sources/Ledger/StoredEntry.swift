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

    init(_ row: Row) throws {
        seq = try row.value("seq")
        at = Timestamp(microseconds: try row.value("at"))
        kind = try row.value("kind")
        subject = try row.value("subject")
        body = try StoredBody(row)
        previous = EntryHash(bytes: Array(try row.value("previous") as Data))
        hash = EntryHash(bytes: Array(try row.value("hash") as Data))
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
