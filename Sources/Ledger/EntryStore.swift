import FoundationEssentials
import GRDB
import UsageModel

/// Appends entries and reads them; every function runs inside a transaction of its caller.
enum EntryStore {
    /// Appends an entry, links it to the last one and brings the projection up to date.
    @discardableResult
    static func append(_ fact: Fact, to db: Database) throws -> Int64 {
        let (kind, at, subject, value) = fact.parts
        let body = try Fact.encode(value)
        let last = try last(in: db)
        let seq = last.seq + 1
        let hash = EntryHash(
            seq: seq, at: at, kind: kind.rawValue, subject: subject, body: body, after: last.hash)
        try db.cachedStatement(
            sql: """
                INSERT INTO entry (seq, at, kind, subject, body, previous, hash)
                VALUES (?, ?, ?, ?, ?, ?, ?)
                """
        ).execute(arguments: [
            seq, at.microseconds, kind.rawValue, subject, body, Data(last.hash.bytes),
            Data(hash.bytes),
        ])
        try Projection.apply(fact, seq: seq, to: db)
        return seq
    }

    /// The number and hash of the last entry; number 0 where there is none.
    static func last(in db: Database) throws -> (seq: Int64, hash: EntryHash) {
        let row = try Row.fetchOne(
            db.cachedStatement(sql: "SELECT seq, hash FROM entry ORDER BY seq DESC LIMIT 1"))
        guard let row else { return (0, .none) }
        return (row[0], EntryHash(bytes: Array(row[1] as Data)))
    }

    /// The number of the last entry that a person made; 0 where there is none.
    static func lastAct(in db: Database) throws -> Int64 {
        let statement = try db.cachedStatement(sql: "SELECT max(seq) FROM entry WHERE kind = ?")
        // One step into the index for each kind, however long the ledger is.
        return try EntryKind.acts.reduce(0) { last, kind in
            max(last, try Int64.fetchOne(statement, arguments: [kind.rawValue]) ?? 0)
        }
    }

    static func fact(at seq: Int64, in db: Database) throws -> Fact? {
        let statement = try db.cachedStatement(sql: "SELECT kind, body FROM entry WHERE seq = ?")
        guard let row = try Row.fetchOne(statement, arguments: [seq]),
            let kind = EntryKind(rawValue: row[0])
        else { return nil }
        return try Fact(kind: kind, body: row[1])
    }

    static func entries(about subject: String, limit: Int, in db: Database) throws -> [LedgerEntry]
    {
        let rows = try Row.fetchAll(
            db,
            sql: """
                SELECT seq, at, kind, subject, body, hash FROM entry WHERE subject = ?
                ORDER BY seq DESC LIMIT ?
                """, arguments: [subject, limit])
        return rows.compactMap { row in
            guard let kind = EntryKind(rawValue: row["kind"]) else { return nil }
            return LedgerEntry(
                seq: row["seq"], at: Timestamp(microseconds: row["at"]), kind: kind,
                subject: row["subject"], body: row["body"],
                hash: EntryHash(bytes: Array(row["hash"] as Data)).text)
        }
    }
}
