import GRDB
import UsageModel

/// What was decided about each cell, folded from the cells that changed in reports.
enum DecisionTable {
    /// What a row holds beside its key, in one text.
    private struct Content: Codable, Equatable {
        var state: CellState?
        var decision: Decision?
        var outcome: Outcome?
        var files: [FileReport]?
        var policy: [String]?
    }

    /// Adds what changed; called before the state of the command is brought up to the report.
    static func apply(_ change: ReportChange, seq: Int64, to db: Database) throws {
        var gone = change.removed
        if change.base == nil {
            let cells = Set(change.changed.map(\.cell.description))
            let before = try String.fetchAll(
                db, sql: "SELECT cell FROM report_cell WHERE command = ?",
                arguments: [change.command])
            gone += before.filter { !cells.contains($0) }.compactMap { Cell($0) }
        }
        for cell in gone { try add(Content(), about: cell, of: change, seq: seq, in: db) }
        for cell in change.changed {
            try add(content(cell), about: cell.cell, of: change, seq: seq, in: db)
        }
    }

    /// Forgets what was decided before `key`, the first whole copy that is kept, and lets that copy
    /// say for all its cells what held then.
    static func forget(
        before key: Int64, of command: String, restart: ReportChange?, in db: Database
    ) throws {
        try Projection.run(
            "DELETE FROM decision WHERE command = ? AND seq < ?", [command, key], in: db)
        guard let restart else { return }
        try Projection.run(
            "DELETE FROM decision WHERE command = ? AND seq = ?", [command, key], in: db)
        for cell in restart.changed {
            try insert(content(cell), about: cell.cell, of: restart, seq: key, in: db)
        }
    }

    static func rows(of cell: Cell, in db: Database) throws -> [DecisionChange] {
        let rows = try Row.fetchAll(
            db, sql: "SELECT seq, at, command, body FROM decision WHERE cell = ? ORDER BY seq",
            arguments: [cell.description])
        return try rows.map { row in
            let content: Content = try Fact.decode(row.value("body"))
            return try DecisionChange(
                seq: row.value("seq"), at: Timestamp(microseconds: row.value("at")),
                command: row.value("command"),
                state: content.state, decision: content.decision, outcome: content.outcome,
                files: content.files ?? [], policy: content.policy ?? [])
        }
    }

    /// What the last cycle that acted on a cell achieved; nil where none did.
    static func lastOutcome(of cell: Cell, in db: Database) throws -> Outcome? {
        let bodies = try String.fetchCursor(
            db, sql: "SELECT body FROM decision WHERE cell = ? ORDER BY seq DESC",
            arguments: [cell.description])
        while let body = try bodies.next() {
            let content: Content = try Fact.decode(body)
            if let outcome = content.outcome { return outcome }
        }
        return nil
    }

    private static func content(_ cell: CellReport) -> Content {
        Content(
            state: cell.state, decision: cell.decision, outcome: cell.outcome, files: cell.files,
            policy: cell.policy)
    }

    private static func add(
        _ content: Content, about cell: Cell, of change: ReportChange, seq: Int64, in db: Database
    ) throws {
        let statement = try db.cachedStatement(
            sql: """
                SELECT body FROM decision WHERE cell = ? AND command = ? ORDER BY seq DESC LIMIT 1
                """)
        let last = try String.fetchOne(
            statement, arguments: [cell.description, change.command])
        if last == (try Fact.encode(content)) { return }
        try insert(content, about: cell, of: change, seq: seq, in: db)
    }

    private static func insert(
        _ content: Content, about cell: Cell, of change: ReportChange, seq: Int64, in db: Database
    ) throws {
        // The first that stands in a report with a cell twice counts.
        try Projection.run(
            "INSERT OR IGNORE INTO decision (cell, seq, at, command, body) VALUES (?, ?, ?, ?, ?)",
            [
                cell.description, seq, change.asOf.microseconds, change.command,
                try Fact.encode(content),
            ], in: db)
    }
}
