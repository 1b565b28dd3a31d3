import Foundation
import GRDB
import Ledger
import TestSupport
import Testing
import UsageModel

/// Files of earlier versions, as those versions wrote them.
struct LedgerMigrationTests {
    /// A file that holds a diff, an acknowledgement, a reconcile of four cells and a diff.
    struct Earlier: Sendable, CustomTestStringConvertible {
        let version: Int
        let entries: Int
        /// As that version printed it.
        let head: String

        var testDescription: String { "version \(version)" }

        /// Lets `body` have such a file.
        func with(_ body: (String) async throws -> Void) async throws {
            let dump = PackageFolder.path("Tests/LedgerTests/Fixtures/version-\(version).sql")
            let sql = try String(contentsOfFile: dump, encoding: .utf8)
            try await withTemporaryFolder { folder in
                let path = folder + "/usagectl.db"
                let raw = try DatabaseQueue(path: path)
                try await raw.write { db in try db.execute(sql: sql) }
                try raw.close()
                try await body(path)
            }
        }
    }

    private static let version1 = Earlier(
        version: 1, entries: 32,
        head: "e4b85e0e4abf47e0902bc5de471c664aff7bc222476d9cc302811e2d1e0ab142")
    private static let version2 = Earlier(
        version: 2, entries: 33,
        head: "93e70a87d306201014add1a5769dbb42fa3a34cc347bf257c7457488fa080bb3")
    private static let versions = [version1, version2]

    private func open(_ path: String, _ mode: LedgerMode) throws -> Ledger {
        try Ledger.open(path: path, binding: nil, mode: mode, at: Sample.start)
    }

    @Test(arguments: versions)
    func `an earlier ledger keeps its chain, its knowledge and its reports`(
        _ earlier: Earlier
    ) async throws {
        try await earlier.with { path in
            let ledger = try open(path, .exclusive)
            let verified = try await ledger.verify(head: earlier.head)
            #expect(verified.problems == [])
            #expect(verified.entries == earlier.entries)
            #expect(verified.head == earlier.head)
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

    @Test(arguments: versions)
    func `it grows on, and its old entries are still held against their hashes`(
        _ earlier: Earlier
    ) async throws {
        try await earlier.with { path in
            let ledger = try open(path, .exclusive)
            let cells = try #require(try await ledger.report(.latest)?.cells)
            try await ledger.record(report: Sample.report(1, cells: cells))
            #expect(try await ledger.report(.latest)?.cells == cells)
            #expect(try await ledger.decisions(about: cells[0].cell).count == 3)
            #expect(try await ledger.verify(head: earlier.head).problems == [])
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

    @Test(arguments: versions)
    func `a reader of an older file says who brings it up to date`(
        _ earlier: Earlier
    ) async throws {
        try await earlier.with { path in
            #expect(throws: LedgerError.olderSchema(path: path)) { try open(path, .readOnly) }
            let person = try open(path, .beside)
            #expect(try await person.verify(head: earlier.head).problems == [])
        }
    }

    @Test(arguments: versions)
    func `what an earlier ledger sent has no record ids, and what follows has them`(
        _ earlier: Earlier
    ) async throws {
        try await earlier.with { path in
            let ledger = try open(path, .exclusive)
            let months = try #require(BillingMonth("2026-09"))...Sample.cell.month
            let before = try await ledger.sentRecords(
                of: ["PRD-100-000-011", Sample.cell.product], in: months)
            #expect(before.isEmpty)
            var sent = Sample.sent()
            sent.recordIDs = RecordIDHashes(["r-1"])
            let id = try await ledger.record(
                intent: Sample.intent(.upload, file: Sample.file, sent: sent))
            try await ledger.record(
                outcome: WriteOutcome(result: .answered, file: Sample.file, at: Sample.at(1)),
                of: id)
            let after = try await ledger.sentRecords(of: [Sample.cell.product], in: months)
            #expect(after.map(\.file) == [Sample.file])
            #expect(try await ledger.verify(head: earlier.head).problems == [])
        }
    }

    @Test func `a change of tables whose process died is made whole by the next one`()
        async throws
    {
        try await Self.version1.with { path in
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
