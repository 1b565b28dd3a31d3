import FoundationEssentials
import GRDB
import UsageModel

/// Takes the bodies of entries away whose retention has ended; the chain verifies without them.
enum Pruning {
    /// The last entry that says what was taken away; it covers all before it.
    static func last(in db: Database) throws -> Retention? {
        let row = try Row.fetchOne(
            db, sql: "SELECT * FROM entry WHERE kind = 'retention' ORDER BY seq DESC LIMIT 1")
        guard let row, case .retention(let retention) = try StoredEntry(row).fact() else {
            return nil
        }
        return retention
    }

    /// Up to which entry reports from before an instant can lose their bodies, so that every later
    /// report still finds the whole copy that it builds on; 0 for none.
    static func limit(before instant: Timestamp, in db: Database) throws -> Int64 {
        let firstKept = try Int64.fetchOne(
            db, sql: "SELECT min(seq) FROM report WHERE as_of >= ?",
            arguments: [instant.microseconds])
        let last = try Int64.fetchOne(db, sql: "SELECT max(seq) FROM report") ?? 0
        var limit = firstKept.map { $0 - 1 } ?? last
        while limit > 0 {
            let firsts = try Int64.fetchAll(
                db, sql: "SELECT min(seq) FROM report WHERE seq > ? GROUP BY command",
                arguments: [limit])
            let keys = try firsts.map { try key(of: $0, in: db) }
            guard let lowest = keys.min(), lowest <= limit else { return limit }
            limit = lowest - 1
        }
        return 0
    }

    /// The whole copy that a report is read from.
    private static func key(of seq: Int64, in db: Database) throws -> Int64 {
        var seq = seq
        while case .report(let change) = try EntryStore.entry(at: seq, in: db)?.fact(),
            let before = change.key ?? change.base
        {
            seq = before
        }
        return seq
    }

    /// Replaces the bodies that a retention covers by their digests.
    ///
    /// - Returns: how many there were.
    static func prune(_ retention: Retention, in db: Database) throws -> Int {
        let rows = try Row.fetchCursor(
            db,
            sql: """
                SELECT * FROM entry WHERE kind IN ('report', 'policies') AND seq <= ?
                    AND pruned IS NULL AND format <> 1
                """, arguments: [retention.through])
        var digests: [(Int64, [UInt8])] = []
        let inForce = try Int64.fetchOne(
            db, sql: "SELECT max(seq) FROM entry WHERE kind = 'policies' AND seq <= ?",
            arguments: [retention.through])
        while let row = try rows.next() {
            let entry = try StoredEntry(row)
            // What was in force when the rest begins is needed to read the rest.
            guard entry.seq != inForce, retention.covers(entry), let digest = entry.body.digest
            else { continue }
            digests.append((entry.seq, digest))
        }
        for (seq, digest) in digests {
            try Projection.run(
                "UPDATE entry SET body = '', packed = NULL, pruned = ? WHERE seq = ?",
                [Data(digest), seq], in: db)
        }
        return digests.count
    }

    /// Whether uploads from between the last retention and an instant are there, whose workbooks may
    /// go.
    static func hasUploads(before instant: Timestamp, in db: Database) throws -> Bool {
        let last = try last(in: db)?.before.microseconds ?? .min
        return try Bool.fetchOne(
            db,
            sql: """
                SELECT EXISTS (
                    SELECT 1 FROM write_state WHERE step = 'upload' AND at < ? AND at >= ?)
                """, arguments: [instant.microseconds, last]) ?? false
    }

    static func expiredWorkbooks(in db: Database) throws -> [ArchivedUpload] {
        guard let before = try last(in: db)?.before else { return [] }
        let seqs = try Row.fetchAll(
            db, sql: "SELECT intent, at FROM write_state WHERE step = 'upload' ORDER BY intent")
        var expired: Set<ArchivedUpload> = []
        var kept: Set<String> = []
        for row in seqs {
            guard case .intent(let intent) = try EntryStore.entry(at: row.value(0), in: db)?.fact(),
                let workbook = intent.sent?.workbook
            else { continue }
            if intent.at < before {
                expired.insert(ArchivedUpload(workbook: workbook, manifest: intent.manifest))
            } else {
                kept.formUnion([workbook, intent.manifest].compactMap(\.self))
            }
        }
        return expired.filter { upload in
            !kept.contains(upload.workbook) && !(upload.manifest.map(kept.contains) ?? false)
        }.sorted { $0.workbook < $1.workbook }
    }

    /// Takes what is gone out of the projection.
    static func forget(_ retention: Retention, in db: Database) throws {
        try Projection.run(
            "INSERT OR REPLACE INTO retention (only, through) VALUES (1, ?)", [retention.through],
            in: db)
        for command in try String.fetchAll(db, sql: "SELECT DISTINCT command FROM report") {
            let key = try Int64.fetchOne(
                db, sql: "SELECT min(seq) FROM report WHERE command = ? AND seq > ?",
                arguments: [command, retention.through])
            try forget(command, before: key, in: db)
        }
        try Projection.run("DELETE FROM report WHERE seq <= ?", [retention.through], in: db)
    }

    private static func forget(_ command: String, before key: Int64?, in db: Database) throws {
        guard let key else {
            for table in ["decision", "report_cell", "report_state"] {
                try Projection.run("DELETE FROM \(table) WHERE command = ?", [command], in: db)
            }
            return
        }
        // While entries are folded anew there is nothing to restart from: the copy was folded into
        // an empty table and says already what held.
        var restart: ReportChange?
        if case .report(let change) = try EntryStore.entry(at: key, in: db)?.fact() {
            restart = change
        }
        try DecisionTable.forget(before: key, of: command, restart: restart, in: db)
    }
}
