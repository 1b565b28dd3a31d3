import GRDB
import Ledger
import Testing
import UsageModel

struct LedgerChainTests {
    @Test func `an altered value of any column of any entry is found, and the entry named`()
        async throws
    {
        try await withLedger { ledger, path in
            try await recordEveryKind(in: ledger)
            try await ledger.close()
            let raw = try DatabaseQueue(path: path)
            try await dropGuards(raw)
            let rows = try raw.read { db in try Row.fetchAll(db, sql: "SELECT * FROM entry") }
            for row in rows {
                let seq: Int64 = row["seq"]
                for (column, value) in Self.alterations {
                    let old: DatabaseValue = row[column]
                    try await set(column, to: value, of: seq, raw)
                    let problems = try await openLedger(path, mode: .readOnly).verify().problems
                    #expect(
                        problems.contains(.entry(seq: seq, .altered)),
                        "\(column) of entry \(seq): \(problems)")
                    try await raw.write { db in
                        try db.execute(
                            sql: "UPDATE entry SET \(column) = ? WHERE seq = ?",
                            arguments: [old, seq])
                    }
                }
            }
            let after = try await openLedger(path, mode: .readOnly).verify()
            #expect(after.problems == Self.guards.map { .guardMissing($0) })
        }
    }

    /// SQL that gives each column another value of its type.
    private static let alterations = [
        ("at", "at + 1"), ("kind", "kind || 's'"), ("subject", "subject || ' '"),
        ("body", "body || ' '"), ("previous", "zeroblob(31)"), ("hash", "zeroblob(32)"),
        ("format", "format % 3 + 1"), ("packed", "CAST(coalesce(packed, x'') || x'00' AS BLOB)"),
        ("pruned", "CAST(coalesce(pruned, x'') || x'00' AS BLOB)"), ("pruned", "zeroblob(32)"),
    ]
    private static let guards = [
        "entry_is_in_order", "entry_is_not_deleted", "entry_is_not_updated",
    ]

    @Test(arguments: [
        ("DELETE FROM entry WHERE seq = 5", LedgerVerification.Problem.entry(seq: 6, .gap)),
        ("DELETE FROM entry WHERE seq = 1", .entry(seq: 2, .gap)),
        ("UPDATE entry SET seq = 99 WHERE seq = 4", .entry(seq: 5, .gap)),
        (
            "UPDATE entry SET seq = -seq WHERE seq IN (3, 4);"
                + "UPDATE entry SET seq = 3 WHERE seq = -4;"
                + "UPDATE entry SET seq = 4 WHERE seq = -3",
            .entry(seq: 3, .altered)
        ),
    ])
    func `entries that were removed or moved are found`(
        _ sql: String, _ expected: LedgerVerification.Problem
    ) async throws {
        try await withLedger { ledger, path in
            try await recordEveryKind(in: ledger)
            try await ledger.close()
            let raw = try DatabaseQueue(path: path)
            try await dropGuards(raw)
            try await raw.write { db in try db.execute(sql: sql) }
            let problems = try await openLedger(path, mode: .readOnly).verify().problems
            #expect(problems.contains(expected), "\(problems)")
        }
    }

    @Test func `a tail that was cut off is found by an earlier head`() async throws {
        try await withLedger { ledger, path in
            try await recordEveryKind(in: ledger)
            let head = try await ledger.head
            _ = try await ledger.record(intent: Sample.intent(.create))
            #expect(try await ledger.verify(head: head).isSound, "a ledger may have grown since")
            let newHead = try await ledger.head
            try await ledger.close()
            let raw = try DatabaseQueue(path: path)
            try await dropGuards(raw)
            try await raw.write { db in
                try db.execute(sql: "DELETE FROM entry WHERE seq = (SELECT max(seq) FROM entry)")
            }
            let cut = try openLedger(path, mode: .readOnly)
            #expect(try await cut.verify(head: newHead).problems.contains(.headMissing(newHead)))
            #expect(try await !cut.verify(head: head).problems.contains(.headMissing(head)))
        }
    }

    @Test(arguments: [
        "UPDATE entry SET body = '{}' WHERE seq = 2",
        "DELETE FROM entry WHERE seq = 2",
        "DELETE FROM entry",
        "INSERT OR REPLACE INTO entry SELECT * FROM entry WHERE seq = 2",
        "INSERT INTO entry SELECT 99, at, kind, subject, body, hash, hash, 2, NULL, NULL FROM entry WHERE seq = 2",
    ])
    func `the file itself refuses to change, remove or insert entries`(_ sql: String) async throws {
        try await withLedger { ledger, path in
            try await recordEveryKind(in: ledger)
            let raw = try DatabaseQueue(path: path)
            #expect(throws: DatabaseError.self) {
                try raw.inDatabase { db in try db.execute(sql: sql) }
            }
            #expect(try await ledger.verify().problems == [])
        }
    }

    @Test(arguments: [
        ("UPDATE write_state SET result = 'answered'", "write_state"),
        ("DELETE FROM known_file", "known_file"),
        ("UPDATE approval SET body = replace(body, 'ann', 'eve')", "approval"),
        ("UPDATE observed SET contracts = 9", "observed"),
        ("INSERT INTO resend VALUES ('CRD-1/PRD-1/2026-10', 1, 1)", "resend"),
    ])
    func `a projection that is not what the entries give is found, and a rebuild mends it`(
        _ sql: String, _ table: String
    ) async throws {
        try await withLedger { ledger, path in
            try await recordEveryKind(in: ledger)
            let before = try await ledger.knowledge()
            let raw = try DatabaseQueue(path: path)
            try await raw.write { db in try db.execute(sql: sql) }
            #expect(try await ledger.verify().problems == [.projection(table: table)])
            try await ledger.rebuildProjection()
            #expect(try await ledger.verify().problems == [])
            #expect(try await ledger.knowledge() == before)
        }
    }

    private func dropGuards(_ raw: DatabaseQueue) async throws {
        try await raw.write { db in
            for name in Self.guards { try db.execute(sql: "DROP TRIGGER \(name)") }
        }
    }

    private func set(
        _ column: String, to value: String, of seq: Int64, _ raw: DatabaseQueue
    ) async throws {
        try await raw.write { db in
            try db.execute(
                sql: "UPDATE entry SET \(column) = \(value) WHERE seq = ?", arguments: [seq])
        }
    }
}
