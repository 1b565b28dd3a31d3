import FoundationEssentials
import GRDB
import UsageModel

/// A row of the entry table, as found; nothing about it is taken for granted.
struct StoredEntry {
    let seq: Int64
    let at: Timestamp
    let kind: String
    let subject: String
    let body: String
    let previous: EntryHash
    let hash: EntryHash

    init(_ row: Row) {
        seq = row["seq"]
        at = Timestamp(microseconds: row["at"])
        kind = row["kind"]
        subject = row["subject"]
        body = row["body"]
        previous = EntryHash(bytes: Array(row["previous"] as Data))
        hash = EntryHash(bytes: Array(row["hash"] as Data))
    }

    var expectedHash: EntryHash {
        EntryHash(seq: seq, at: at, kind: kind, subject: subject, body: body, after: previous)
    }
}
