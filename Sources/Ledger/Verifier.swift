import FoundationEssentials
import GRDB
import UsageModel

/// Checks a ledger's entries one by one, and folds them into a second projection to compare.
enum Verifier {
    static func verify(_ db: Database, head: String?) throws -> LedgerVerification {
        var problems = try integrity(of: db)
        let chain = try walk(db, lookingFor: head)
        problems += [chain.unexplained, chain.broken].compactMap(\.self)
        if let head, !chain.foundHead { problems.append(.headMissing(head)) }
        problems += try missingGuards(in: db)
        if chain.broken == nil { problems += try differences(in: db) }
        return LedgerVerification(
            entries: chain.entries, pruned: chain.pruned, head: chain.head.text,
            problems: problems)
    }

    private struct Chain {
        var entries = 0
        var pruned = 0
        var head = EntryHash.none
        var foundHead = false
        var broken: LedgerVerification.Problem?
        /// The first entry whose body is gone without a reason; the entry that gave the reason may
        /// be the one that was altered, so both are named.
        var unexplained: LedgerVerification.Problem?
    }

    private static func walk(_ db: Database, lookingFor head: String?) throws -> Chain {
        var chain = Chain()
        var expected: Int64 = 1
        let wanted = head?.lowercased()
        let retentions = try retentions(in: db)
        chain.foundHead = wanted == EntryHash.none.text
        let rows = try Row.fetchCursor(db, sql: "SELECT * FROM entry ORDER BY seq")
        while let row = try rows.next() {
            let entry = try StoredEntry(row)
            chain.entries += 1
            if chain.broken == nil,
                let flaw = flaw(in: entry, expected: expected, after: chain.head)
            {
                chain.broken = .entry(seq: entry.seq, flaw)
            }
            if entry.body.isPruned {
                chain.pruned += 1
                if chain.unexplained == nil, !retentions.contains(where: { $0.covers(entry) }) {
                    chain.unexplained = .entry(seq: entry.seq, .pruned)
                }
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
        if entry.body.isPruned { return nil }
        guard let fact = try? entry.fact() else { return .unreadable }
        if case .retention(let retention) = fact, !retention.isHonest { return .unreadable }
        let parts = fact.parts
        // The columns repeat what the body says; only a writer that is not ours lets them differ.
        return parts.at == entry.at && parts.subject == entry.subject ? nil : .unreadable
    }

    /// What allows bodies to be gone. An altered one is found by its own hash.
    private static func retentions(in db: Database) throws -> [Retention] {
        let rows = try Row.fetchAll(db, sql: "SELECT * FROM entry WHERE kind = 'retention'")
        return rows.compactMap { row in
            guard case .retention(let retention) = try? StoredEntry(row).fact() else { return nil }
            return retention.isHonest ? retention : nil
        }
    }

    private static func integrity(of db: Database) throws -> [LedgerVerification.Problem] {
        let lines = try String.fetchAll(db, sql: "PRAGMA integrity_check(10)")
        return lines.filter { $0 != "ok" }.map { .database($0) }
    }

    private static func missingGuards(in db: Database) throws -> [LedgerVerification.Problem] {
        let sound = try LedgerFile.empty().read(guardTexts)
        let found = try guardTexts(in: db)
        return LedgerSchema.guardNames.filter { found[$0] != sound[$0] }.map { .guardMissing($0) }
    }

    /// The triggers by name: one of the right name that does something else is no guard.
    private static func guardTexts(in db: Database) throws -> [String: String] {
        let rows = try Row.fetchAll(
            db, sql: "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
        return Dictionary(try rows.map { row in try (row.value("name"), row.value("sql")) }) {
            first, _ in
            first
        }
    }

    /// Folds the entries into a projection in memory and compares each table.
    private static func differences(in db: Database) throws -> [LedgerVerification.Problem] {
        let second = try LedgerFile.empty()
        try second.write { copy in try Projection.fold(db, into: copy) }
        return try second.read { copy in
            try LedgerSchema.projectedTables.filter { table in
                try contents(of: table, in: db) != contents(of: table, in: copy)
            }.map { .projection(table: $0) }
        }
    }

    /// The rows of a table in the order of its first columns, which are its key.
    private static func contents(of table: String, in db: Database) throws -> [Row] {
        let isDouble = LedgerSchema.tablesWithDoubleKeys.contains(table)
        return try Row.fetchAll(
            db, sql: "SELECT * FROM \(table) ORDER BY \(isDouble ? "1, 2" : "1")")
    }
}
