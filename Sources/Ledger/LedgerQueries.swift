import GRDB
import UsageModel

/// Questions to the projection's small tables.
enum LedgerQueries {
    static func binding(in db: Database) throws -> LedgerBinding? {
        try String.fetchOne(db, sql: "SELECT body FROM binding").map { try Fact.decode($0) }
    }

    static func isFresh(in db: Database) throws -> Bool {
        try Bool.fetchOne(db, sql: "SELECT proven FROM observed") != true
    }

    static func contracts(in db: Database) throws -> Int? {
        try Int.fetchOne(db, sql: "SELECT contracts FROM observed")
    }

    static func knownFiles(in db: Database) throws -> Set<UsageFileID> {
        Set(try String.fetchAll(db, sql: "SELECT file FROM known_file").map { UsageFileID($0) })
    }

    /// The known files that an observation showed submitted.
    static func submittedFiles(in db: Database) throws -> Set<UsageFileID> {
        let files = try String.fetchAll(
            db, sql: "SELECT file FROM known_file WHERE submitted = 1")
        return Set(files.map { UsageFileID($0) })
    }

    static func assignments(in db: Database) throws -> [UsageFileID: Cell] {
        var assignments: [UsageFileID: Cell] = [:]
        for row in try Row.fetchAll(db, sql: "SELECT file, cell FROM assignment") {
            assignments[UsageFileID(try row.value(0))] = try cell(row.value(1))
        }
        return assignments
    }

    /// In the order in which they were given.
    static func approvals(in db: Database) throws -> [Cell: [Approval]] {
        let bodies = try String.fetchAll(db, sql: "SELECT body FROM approval ORDER BY seq")
        let approvals: [Approval] = try bodies.map { try Fact.decode($0) }
        return Dictionary(grouping: approvals, by: \.cell)
    }

    static func acknowledgements(in db: Database) throws -> [String: Acknowledgement] {
        var acknowledgements: [String: Acknowledgement] = [:]
        for row in try Row.fetchAll(db, sql: "SELECT subject, body FROM acknowledgement") {
            acknowledgements[try row.value(0)] = try Fact.decode(row.value(1))
        }
        return acknowledgements
    }

    static func resends(in db: Database) throws -> [Cell: Timestamp] {
        var resends: [Cell: Timestamp] = [:]
        for row in try Row.fetchAll(db, sql: "SELECT cell, at FROM resend") {
            resends[try cell(row.value(0))] = Timestamp(microseconds: try row.value(1))
        }
        return resends
    }

    private static func cell(_ text: String) throws -> Cell {
        guard let cell = Cell(text) else {
            throw DatabaseError(resultCode: .SQLITE_CORRUPT, message: "'\(text)' is not a cell")
        }
        return cell
    }
}
