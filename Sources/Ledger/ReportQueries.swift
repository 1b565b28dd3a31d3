import FoundationEssentials
import GRDB
import UsageModel

/// Finds reports and puts them together from their changes.
enum ReportQueries {
    static func seq(of selection: ReportSelection, in db: Database) throws -> Int64? {
        switch selection {
        case .latest: try Int64.fetchOne(db, sql: "SELECT max(seq) FROM report")
        case .latestOf(let command):
            try Int64.fetchOne(
                db, sql: "SELECT max(seq) FROM report WHERE command = ?", arguments: [command])
        case .id(let id):
            try Int64.fetchOne(db, sql: "SELECT seq FROM report WHERE id = ?", arguments: [id])
        }
    }

    static func headers(limit: Int, command: String?, in db: Database) throws -> [ReportHeader] {
        let rows = try Row.fetchAll(
            db,
            sql: """
                SELECT * FROM report WHERE ?1 IS NULL OR command = ?1 ORDER BY seq DESC LIMIT ?2
                """, arguments: [command, limit])
        return try rows.map { try ReportHeader($0) }
    }

    /// Walks back to the last whole copy, then forth again.
    static func report(at seq: Int64, in db: Database) throws -> RecordedReport {
        var changes: [ReportChange] = []
        var next: Int64? = seq
        while let seq = next {
            guard case .report(let change) = try EntryStore.fact(at: seq, in: db),
                change.base.map({ $0 < seq }) ?? true
            else {
                throw DatabaseError(
                    resultCode: .SQLITE_CORRUPT,
                    message: "entry \(seq) is not the report that others build on")
            }
            changes.append(change)
            next = change.base
        }
        var report = changes.removeLast().applied(to: nil)
        let depth = changes.first?.depth ?? 0
        for change in changes.reversed() { report = change.applied(to: report) }
        return RecordedReport(seq: seq, depth: depth, report: report)
    }
}

extension ReportHeader {
    fileprivate init(_ row: Row) throws {
        id = row["id"]
        command = row["command"]
        asOf = Timestamp(microseconds: row["as_of"])
        complete = row["complete"]
        identity = row["identity"]
        months = try (row["months"] as String?).map { try Fact.decode($0) }
        summary = try Fact.decode(row["summary"])
        conservation = try Fact.decode(row["conservation"])
    }
}
