import FoundationEssentials
import GRDB
import UsageModel

/// Checks a ledger's entries one by one, and folds them into a second projection to compare.
enum Verifier {
    static func verify(_ db: Database, head: String?) throws -> LedgerVerification {
        var problems = try integrity(of: db)
        let chain = try walk(db, lookingFor: head)
        if let broken = chain.broken { problems.append(broken) }
        if let head, !chain.foundHead { problems.append(.headMissing(head)) }
        problems += try missingGuards(in: db)
        if chain.broken == nil { problems += try differences(in: db) }
        return LedgerVerification(
            entries: chain.entries, head: chain.head.text, problems: problems)
    }

    private struct Chain {
        var entries = 0
        var head = EntryHash.none
        var foundHead = false
        var broken: LedgerVerification.Problem?
    }

    private static func walk(_ db: Database, lookingFor head: String?) throws -> Chain {
        var chain = Chain()
        var expected: Int64 = 1
        let wanted = head?.lowercased()
        chain.foundHead = wanted == EntryHash.none.text
        let rows = try Row.fetchCursor(db, sql: "SELECT * FROM entry ORDER BY seq")
        while let row = try rows.next() {
            let entry = StoredEntry(row)
            chain.entries += 1
            if chain.broken == nil,
                let flaw = flaw(in: entry, expected: expected, after: chain.head)
            {
                chain.broken = .entry(seq: entry.seq, flaw)
            }
            chain.head = entry.hash
            if entry.hash.text == wanted { chain.foundHead = true }
            expected = entry.seq + 1
        }
        return chain
    }

    private static func flaw(
        in entry: StoredEntry, expected: Int64, after head: EntryHash
    ) -> LedgerVerification.Flaw? {
        if entry.hash != entry.expectedHash { return .altered }
        if entry.seq != expected { return .gap }
        if entry.previous != head { return .unlinked }
        guard let kind = EntryKind(rawValue: entry.kind),
            let fact = try? Fact(kind: kind, body: entry.body)
        else { return .unreadable }
        let parts = fact.parts
        // The columns repeat what the body says; only a writer that is not ours lets them differ.
        return parts.at == entry.at && parts.subject == entry.subject ? nil : .unreadable
    }

    private static func integrity(of db: Database) throws -> [LedgerVerification.Problem] {
        let lines = try String.fetchAll(db, sql: "PRAGMA integrity_check(10)")
        return lines.filter { $0 != "ok" }.map { .database($0) }
    }

    private static func missingGuards(in db: Database) throws -> [LedgerVerification.Problem] {
        let names = try String.fetchSet(
            db, sql: "SELECT name FROM sqlite_master WHERE type = 'trigger'")
        return LedgerSchema.guardNames.filter { !names.contains($0) }.map { .guardMissing($0) }
    }

    /// Folds the entries into a projection in memory and compares each table.
    private static func differences(in db: Database) throws -> [LedgerVerification.Problem] {
        let second = try LedgerFile.empty()
        try second.write { copy in
            let rows = try Row.fetchCursor(
                db, sql: "SELECT seq, kind, body FROM entry ORDER BY seq")
            while let row = try rows.next() {
                guard let kind = EntryKind(rawValue: row[1]) else { continue }
                try Projection.apply(try Fact(kind: kind, body: row[2]), seq: row[0], to: copy)
            }
        }
        return try second.read { copy in
            try LedgerSchema.projectedTables.filter { table in
                try contents(of: table, in: db) != contents(of: table, in: copy)
            }.map { .projection(table: $0) }
        }
    }

    /// The rows of a table in the order of its first column, which is its key.
    private static func contents(of table: String, in db: Database) throws -> [Row] {
        try Row.fetchAll(db, sql: "SELECT * FROM \(table) ORDER BY 1")
    }
}
