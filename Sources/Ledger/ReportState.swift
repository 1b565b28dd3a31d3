import GRDB
import UsageModel

/// The last report of each command, cell by cell: neither looking at it nor building the next change
/// on it has to put it together from changes.
enum ReportState {
    /// Brings the state of a command up to a report.
    static func apply(_ change: ReportChange, seq: Int64, to db: Database) throws {
        let previous = try parts(of: change.command, in: db)
        // A copy with cells out of order has no state; changes never build on one.
        let isOrdered = change.base != nil || ReportChange.isOrdered(change.changed)
        var head = change
        head.changed = []
        head.removed = []
        head.base = nil
        var report = head.applied(to: nil)
        if change.base != nil, let previous { report = previous }
        change.parts.fill(&report)
        report.id = change.id
        report.asOf = change.asOf
        try Projection.run(
            "INSERT OR REPLACE INTO report_state (command, seq, ordered, body) VALUES (?, ?, ?, ?)",
            [change.command, seq, isOrdered, try Fact.encode(report)], in: db)
        try list(report, seq: seq, in: db)
        try put(change, isOrdered: isOrdered, in: db)
    }

    private static func put(
        _ change: ReportChange, isOrdered: Bool, in db: Database
    ) throws {
        if change.base == nil {
            try Projection.run(
                "DELETE FROM report_cell WHERE command = ?", [change.command], in: db)
        }
        guard isOrdered else { return }
        for cell in change.removed {
            try Projection.run(
                "DELETE FROM report_cell WHERE command = ? AND cell = ?",
                [change.command, cell.description], in: db)
        }
        for cell in change.changed {
            try Projection.run(
                "INSERT OR REPLACE INTO report_cell (command, cell, body) VALUES (?, ?, ?)",
                [change.command, cell.cell.description, try Fact.encode(cell)], in: db)
        }
    }

    private static func list(_ report: DriftReport, seq: Int64, in db: Database) throws {
        try Projection.run(
            """
            INSERT INTO report
                (seq, id, command, as_of, complete, identity, months, summary, conservation)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            [
                seq, report.id, report.command, report.asOf.microseconds,
                report.observation.complete, report.identity, try report.months.map(Fact.encode),
                try Fact.encode(report.summary), try Fact.encode(report.conservation),
            ], in: db)
    }

    // MARK: - Questions

    /// The report of an entry if it is the last one of its command; nil otherwise.
    static func report(at seq: Int64, in db: Database) throws -> DriftReport? {
        let row = try Row.fetchOne(
            db, sql: "SELECT command, body FROM report_state WHERE seq = ? AND ordered",
            arguments: [seq])
        guard let row else { return nil }
        var report: DriftReport = try Fact.decode(row.value("body"))
        let bodies = try String.fetchCursor(
            db, sql: "SELECT body FROM report_cell WHERE command = ?",
            arguments: [try row.value("command") as String])
        while let body = try bodies.next() { report.cells.append(try Fact.decode(body)) }
        report.cells.sort { $0.cell < $1.cell }
        return report
    }

    /// The last report of a command without its cells.
    static func parts(of command: String, in db: Database) throws -> DriftReport? {
        let statement = try db.cachedStatement(
            sql: "SELECT body FROM report_state WHERE command = ?")
        return try String.fetchOne(statement, arguments: [command]).map { try Fact.decode($0) }
    }

    static func latestUnattributed(in db: Database) throws -> [UnattributedUsage] {
        let body = try String.fetchOne(
            db, sql: "SELECT body FROM report_state ORDER BY seq DESC LIMIT 1")
        guard let body else { return [] }
        let report: DriftReport = try Fact.decode(body)
        return report.unattributed
    }

    static func cell(_ cell: Cell, of command: String, in db: Database) throws -> CellReport? {
        let statement = try db.cachedStatement(
            sql: "SELECT body FROM report_cell WHERE command = ? AND cell = ?")
        return try String.fetchOne(statement, arguments: [command, cell.description]).map {
            try Fact.decode($0)
        }
    }
}
