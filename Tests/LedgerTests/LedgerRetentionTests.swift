import GRDB
import Ledger
import TestSupport
import Testing
import UsageModel

/// Bodies whose retention has ended, and a chain that verifies without them.
struct LedgerRetentionTests {
    /// A report every ten days for two years, two commands in turn.
    private func recordTwoYears(in ledger: Ledger) async throws -> [DriftReport] {
        var reports: [DriftReport] = []
        for number in 0..<73 {
            let cells = (0...number % 9).map { Sample.cellReport($0) }
            let command = number.isMultiple(of: 3) ? "diff" : "run"
            var report = Sample.report(number * 960, command: command, cells: cells)
            report.ledger = try await ledger.record(report: report)
            reports.append(report)
            try await ledger.record(
                policies: [Sample.policy(since: "2026-0\(1 + number % 9)")], at: report.asOf)
        }
        return reports
    }

    private static let twoYears = Sample.at(73 * 960 * 900)

    @Test func `older reports lose their bodies, later ones and the chain stay whole`()
        async throws
    {
        try await withLedger { ledger, path in
            let reports = try await recordTwoYears(in: ledger)
            let head = try await ledger.head
            let kept = try await ledger.knowledge()
            let count = try await ledger.prune(keepingDays: 365, at: Self.twoYears)
            #expect(count > 40)
            let cutoff = Self.twoYears.adding(.seconds(-365 * 86_400))
            for report in reports where report.asOf >= cutoff {
                #expect(try await ledger.report(.id(report.id)) == report)
            }
            #expect(try await ledger.report(.id(reports[0].id)) == nil)
            let verified = try await ledger.verify(head: head)
            #expect(verified.problems == [])
            #expect(verified.pruned == count)
            #expect(try await ledger.knowledge() == kept)
            #expect(try await ledger.policiesInForce(asOf: cutoff) != nil)
            #expect(try await ledger.prune(keepingDays: 365, at: Self.twoYears) == 0)

            let next = Sample.report(80 * 960, command: "run", cells: [Sample.cellReport(3)])
            try await ledger.record(report: next)
            try await ledger.rebuildProjection()
            #expect(try await ledger.report(.latest)?.cells == next.cells)
            #expect(try await ledger.verify(head: head).problems == [])
            #expect(try await openLedger(path, mode: .readOnly).verify().pruned == count)
        }
    }

    @Test func `when all is older, all reports go and the rest stays`() async throws {
        try await withLedger { ledger, _ in
            _ = try await recordTwoYears(in: ledger)
            _ = try await ledger.record(intent: Sample.intent(.create))
            let later = Self.twoYears.adding(.seconds(9 * 365 * 86_400))
            #expect(try await ledger.prune(keepingDays: 365, at: later) > 100)
            #expect(try await ledger.reports(limit: 9).isEmpty)
            #expect(try await ledger.report(.latest) == nil)
            #expect(try await ledger.knowledge().cells.count == 1)
            #expect(try await ledger.verify().problems == [])
            try await ledger.record(report: Sample.report(999_999, cells: [Sample.cellReport(1)]))
            #expect(try await ledger.verify().problems == [])
        }
    }

    @Test func `twice, a year apart, gives the same as at once`() async throws {
        try await withLedger { ledger, _ in
            _ = try await recordTwoYears(in: ledger)
            let year = Sample.at(36 * 960 * 900)
            let first = try await ledger.prune(keepingDays: 100, at: year)
            let second = try await ledger.prune(keepingDays: 100, at: Self.twoYears)
            #expect(first > 10 && second > 10)
            let verified = try await ledger.verify()
            #expect(verified.problems == [])
            #expect(verified.pruned == first + second)
        }
    }

    @Test func `a body that went before its time is found, whoever took it`() async throws {
        try await withLedger { ledger, path in
            _ = try await recordTwoYears(in: ledger)
            _ = try await ledger.prune(keepingDays: 365, at: Self.twoYears)
            try await ledger.close()
            let raw = try DatabaseQueue(path: path)
            let last = try await raw.read { db in
                try Int64.fetchOne(db, sql: "SELECT max(seq) FROM entry WHERE kind = 'report'")
            }
            let seq = try #require(last)
            let sql = "UPDATE entry SET body = '', packed = NULL, pruned = ? WHERE seq = ?"
            let digest = try await raw.read { db in
                try storedDigest(of: seq, in: db)
            }
            #expect(throws: DatabaseError.self) {
                try raw.write { db in try db.execute(sql: sql, arguments: [digest, seq]) }
            }
            try await raw.write { db in
                try db.execute(sql: "DROP TRIGGER entry_is_not_updated")
                try db.execute(sql: sql, arguments: [digest, seq])
            }
            try raw.close()
            let problems = try await openLedger(path, mode: .readOnly).verify().problems
            #expect(problems.contains(.entry(seq: seq, .pruned)))
        }
    }

    @Test func `an intent never loses its body`() async throws {
        try await withLedger { ledger, path in
            _ = try await ledger.record(intent: Sample.intent(.create))
            _ = try await recordTwoYears(in: ledger)
            _ = try await ledger.prune(keepingDays: 1, at: Self.twoYears)
            let raw = try DatabaseQueue(path: path)
            let kinds = try await raw.read { db in
                try String.fetchSet(db, sql: "SELECT kind FROM entry WHERE pruned IS NOT NULL")
            }
            #expect(kinds == ["report", "policies"])
            #expect(throws: DatabaseError.self) {
                try raw.write { db in
                    try db.execute(
                        sql: """
                            UPDATE entry SET body = '', packed = NULL, pruned = zeroblob(32)
                            WHERE kind = 'intent'
                            """)
                }
            }
        }
    }
}
