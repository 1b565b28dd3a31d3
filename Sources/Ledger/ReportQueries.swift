import FoundationEssentials
import GRDB
import UsageModel

/// Finds reports and puts them together from their changes.
enum ReportQueries {
    static func seq(of selection: ReportSelection, in db: Database) throws -> Int64? {
        switch selection {
        case .latest:
            try Int64.fetchOne(
                db, sql: "SELECT max(seq) FROM report WHERE command <> ?",
                arguments: [DriftReport.comparison])
        case .latestOf(let command):
            try Int64.fetchOne(
                db, sql: "SELECT max(seq) FROM report WHERE command = ?", arguments: [command])
        case .asOf(let time):
            try Int64.fetchOne(
                db,
                sql: """
                    SELECT seq FROM report WHERE as_of <= ? AND command <> ?
                    ORDER BY as_of DESC, seq DESC LIMIT 1
                    """,
                arguments: [time.microseconds, DriftReport.comparison])
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

    /// The last report of a command and what its successor builds on.
    static func last(of command: String, in db: Database) throws -> RecordedReport? {
        guard let seq = try seq(of: .latestOf(command: command), in: db),
            let entry = try EntryStore.entry(at: seq, in: db)
        else { return nil }
        let change = try change(at: seq, in: db)
        let key = try change.key.map { try EntryStore.entry(at: $0, in: db) } ?? entry
        // A change of the first version of the schema names no whole copy: one follows it.
        let builds = change.base == nil || change.key != nil
        return RecordedReport(
            seq: seq, key: key?.seq ?? seq,
            month: BillingMonth(of: (key?.at ?? change.asOf).date),
            weight: change.base == nil ? 0 : change.weight + entry.body.size,
            whole: builds ? key?.body.size ?? 0 : -1, report: try report(at: seq, in: db))
    }

    /// The report of an entry: the last one of a command from its state, others from the whole copy
    /// before them and the changes since.
    static func report(at seq: Int64, in db: Database) throws -> DriftReport {
        if let report = try ReportState.report(at: seq, in: db) { return report }
        var changes: [ReportChange] = []
        var next: Int64? = seq
        while let seq = next {
            let change = try change(at: seq, in: db)
            changes.append(change)
            next = change.base
        }
        var report: DriftReport?
        for change in changes.reversed() { report = change.applied(to: report) }
        guard let report else { throw notAReport(seq) }
        return report
    }

    private static func change(at seq: Int64, in db: Database) throws -> ReportChange {
        guard case .report(let change) = try EntryStore.entry(at: seq, in: db)?.fact(),
            change.base.map({ $0 < seq }) ?? true
        else { throw notAReport(seq) }
        return change
    }

    private static func notAReport(_ seq: Int64) -> DatabaseError {
        DatabaseError(
            resultCode: .SQLITE_CORRUPT,
            message: "entry \(seq) is not the report that others build on")
    }
}

extension ReportHeader {
    fileprivate init(_ row: Row) throws {
        id = try row.value("id")
        command = try row.value("command")
        asOf = Timestamp(microseconds: try row.value("as_of"))
        complete = try row.value("complete")
        identity = try row.value("identity")
        months = try (try row.valueIfPresent("months") as String?).map { try Fact.decode($0) }
        summary = try Fact.decode(row.value("summary"))
        conservation = try Fact.decode(row.value("conservation"))
    }
}
