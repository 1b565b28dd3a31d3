import FoundationEssentials
import GRDB
import UsageModel

/// Appends entries and reads them; every function runs inside a transaction of its caller.
enum EntryStore {
    /// Appends an entry, links it to the last one and brings the projection up to date.
    @discardableResult
    static func append(_ fact: Fact, to db: Database) throws -> AppendedEntry {
        let (kind, at, subject, value) = fact.parts
        let body = try StoredBody(try Fact.encode(value))
        let last = try last(in: db)
        let seq = last.seq + 1
        let hash = EntryHash(
            seq: seq, at: at, kind: kind.rawValue, subject: subject, body: body, after: last.hash)
        guard let hash else { throw LedgerError.contradiction("an entry cannot be hashed") }
        try db.cachedStatement(
            sql: """
                INSERT INTO entry (seq, at, kind, subject, body, previous, hash, format, packed)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
                """
        ).execute(arguments: [
            seq, at.microseconds, kind.rawValue, subject, body.text, Data(last.hash.bytes),
            Data(hash.bytes), body.format, body.packed.map { Data($0) },
        ])
        try Projection.apply(fact, seq: seq, to: db)
        return AppendedEntry(seq: seq, hash: hash, size: body.size)
    }

    /// The number and hash of the last entry; number 0 where there is none.
    static func last(in db: Database) throws -> (seq: Int64, hash: EntryHash) {
        let row = try Row.fetchOne(
            db.cachedStatement(sql: "SELECT seq, hash FROM entry ORDER BY seq DESC LIMIT 1"))
        guard let row else { return (0, .none) }
        return try (row.value(0), EntryHash(bytes: Array(row.value(1) as Data)))
    }

    /// The number of the last entry that a person made; 0 where there is none.
    static func lastAct(in db: Database) throws -> Int64 {
        // One step into the index for each kind, however long the ledger is.
        try EntryKind.acts.reduce(0) { number, kind in max(number, try last(kind, in: db)) }
    }

    /// The number of the last entry of a kind; 0 where there is none.
    static func last(_ kind: EntryKind, in db: Database) throws -> Int64 {
        let statement = try db.cachedStatement(sql: "SELECT max(seq) FROM entry WHERE kind = ?")
        return try Int64.fetchOne(statement, arguments: [kind.rawValue]) ?? 0
    }

    /// What persons recorded after an entry, oldest first.
    static func acts(after seq: Int64, in db: Database) throws -> [(Int64, Fact)] {
        guard try lastAct(in: db) > seq else { return [] }
        let statement = try db.cachedStatement(
            sql: "SELECT * FROM entry WHERE kind = ? AND seq > ? ORDER BY seq")
        let entries = try EntryKind.acts.flatMap { kind in
            try Row.fetchAll(statement, arguments: [kind.rawValue, seq]).map { try StoredEntry($0) }
        }
        return try entries.sorted { $0.seq < $1.seq }.compactMap { entry in
            try entry.fact().map { (entry.seq, $0) }
        }
    }

    static func entry(at seq: Int64, in db: Database) throws -> StoredEntry? {
        let statement = try db.cachedStatement(sql: "SELECT * FROM entry WHERE seq = ?")
        return try Row.fetchOne(statement, arguments: [seq]).map { try StoredEntry($0) }
    }

    /// What the entries about a subject say, oldest first; pruned ones say nothing.
    static func facts(about subject: String, in db: Database) throws -> [(Int64, Fact)] {
        let rows = try Row.fetchAll(
            db, sql: "SELECT * FROM entry WHERE subject = ? ORDER BY seq", arguments: [subject])
        return try rows.compactMap { row in
            let entry = try StoredEntry(row)
            return try entry.fact().map { (entry.seq, $0) }
        }
    }

    static func entries(about subject: String, limit: Int, in db: Database) throws -> [LedgerEntry]
    {
        let rows = try Row.fetchAll(
            db, sql: "SELECT * FROM entry WHERE subject = ? ORDER BY seq DESC LIMIT ?",
            arguments: [subject, limit])
        return try rows.compactMap { try LedgerEntry(StoredEntry($0)) }
    }
}

/// An entry that was just appended.
struct AppendedEntry {
    var seq: Int64
    var hash: EntryHash
    /// The bytes of its body in the file.
    var size: Int
}
