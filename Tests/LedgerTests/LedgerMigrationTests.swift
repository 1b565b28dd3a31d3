import Foundation
import GRDB
import Ledger
import TestSupport
import Testing
import UsageModel

/// Files of earlier versions, as those versions wrote them.
struct LedgerMigrationTests {
    /// The head that version 1 printed for `version-1.sql`: a diff, an acknowledgement, a
    /// reconcile of four cells and a diff.
    private static let head = "e4b85e0e4abf47e0902bc5de471c664aff7bc222476d9cc302811e2d1e0ab142"

    private func withVersion1(_ body: (String) async throws -> Void) async throws {
        let dump = URL(filePath: #filePath).deletingLastPathComponent()
            .appendingPathComponent("Fixtures/version-1.sql")
        let sql = try String(contentsOf: dump, encoding: .utf8)
        try await withTemporaryFolder { folder in
            let path = folder + "/usagectl.db"
            let raw = try DatabaseQueue(path: path)
            try await raw.write { db in try db.execute(sql: sql) }
            try raw.close()
            try await body(path)
        }
    }

    private func open(_ path: String, _ mode: LedgerMode) throws -> Ledger {
        try Ledger.open(path: path, binding: nil, mode: mode, at: Sample.start)
    }

    @Test func `a ledger of version 1 keeps its chain, its knowledge and its reports`()
        async throws
    {
        try await withVersion1 { path in
            let ledger = try open(path, .exclusive)
            let verified = try await ledger.verify(head: Self.head)
            #expect(verified.problems == [])
            #expect(verified.entries == 32)
            #expect(verified.head == Self.head)
            let reports = try await ledger.reports(limit: 9)
            #expect(reports.map(\.command) == ["diff", "reconcile", "diff"])
            let states = try await reports.asyncMap { header in
                try await ledger.report(.id(header.id))?.cells.map(\.state.rawValue) ?? []
            }
            let missing = Array(repeating: "missing", count: 4)
            #expect(states == [Array(repeating: "inSync", count: 4), missing, missing])
            let knowledge = try await ledger.knowledge()
            #expect(knowledge.cells.count == 4)
            #expect(knowledge.acknowledgements.keys.sorted() == ["CRD-X"])
            let outcomes = try await ledger.report(.latestOf(command: "reconcile"))?.cells
            #expect(outcomes?.allSatisfy { $0.outcome?.result == .submitted } == true)
        }
    }

    @Test func `it grows on, and its old entries are still held against their hashes`()
        async throws
    {
        try await withVersion1 { path in
            let ledger = try open(path, .exclusive)
            let cells = try #require(try await ledger.report(.latest)?.cells)
            try await ledger.record(report: Sample.report(1, cells: cells))
            #expect(try await ledger.report(.latest)?.cells == cells)
            #expect(try await ledger.decisions(about: cells[0].cell).count == 3)
            #expect(try await ledger.verify(head: Self.head).problems == [])
            try await ledger.close()
            let raw = try DatabaseQueue(path: path)
            try await raw.write { db in
                try db.execute(sql: "DROP TRIGGER entry_is_not_updated")
                try db.execute(sql: "UPDATE entry SET body = body || ' ' WHERE seq = 3")
            }
            try raw.close()
            let problems = try await open(path, .readOnly).verify().problems
            #expect(problems.contains(.entry(seq: 3, .altered)))
        }
    }

    @Test func `a reader of an older file says who brings it up to date`() async throws {
        try await withVersion1 { path in
            #expect(throws: LedgerError.olderSchema(path: path)) { try open(path, .readOnly) }
            let person = try open(path, .beside)
            #expect(try await person.verify(head: Self.head).problems == [])
        }
    }

    @Test func `a change of tables whose process died is made whole by the next one`()
        async throws
    {
        try await withVersion1 { path in
            try await open(path, .exclusive).close()
            let raw = try DatabaseQueue(path: path)
            try await raw.write { db in
                try db.execute(sql: "DELETE FROM report_state; DELETE FROM decision")
                try db.execute(sql: "PRAGMA user_version = 1")
            }
            try raw.close()
            #expect(throws: LedgerError.olderSchema(path: path)) { try open(path, .readOnly) }
            try await open(path, .exclusive).close()
            #expect(try await open(path, .readOnly).verify().problems == [])
        }
    }
}

extension Array {
    fileprivate func asyncMap<Value>(
        _ transform: (Element) async throws -> Value
    ) async rethrows -> [Value] {
        var values: [Value] = []
        for element in self { values.append(try await transform(element)) }
        return values
    }
}
