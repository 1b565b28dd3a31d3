import Foundation
import Ledger
import TestSupport
import Testing
import UsageModel

/// What was decided about a cell over time, and what a report costs.
struct LedgerDecisionTests {
    @Test func `a decision stands once until it changes, month by month`() async throws {
        try await withLedger { ledger, _ in
            let missing = Sample.cellReport(1)
            var submitted = Sample.cellReport(1, state: .inSync)
            submitted.decision = Decision(verb: .none, reason: .submitted, message: "submitted")
            var overdue = missing
            overdue.overdue = true
            // Reports of twelve days apart: several whole copies among them.
            let rows = [[missing], [missing], [overdue], [submitted], [submitted], [], [missing]]
            for (number, cells) in rows.enumerated() {
                try await ledger.record(
                    report: Sample.report(number * 1200, command: "run", cells: cells))
            }
            let changes = try await ledger.decisions(about: missing.cell)
            #expect(changes.map(\.state) == [.missing, .inSync, nil, .missing])
            #expect(
                changes.map(\.decision?.verb) == [.converge, Decision.Verb.none, nil, .converge])
            #expect(changes.map(\.at) == [0, 3, 5, 6].map { Sample.at($0 * 1200 * 900) })
            #expect(changes[0].files.map(\.id) == ["UF-1"])
            #expect(try await ledger.decisions(about: Sample.cell(2)) == [])
            #expect(try await ledger.verify().problems == [])
        }
    }

    @Test func `a cell is as the last report of a command had it`() async throws {
        try await withLedger { ledger, _ in
            let cell = Sample.cell(1)
            #expect(try await ledger.latest(cell, of: "run") == nil)
            try await ledger.record(
                report: Sample.report(1, command: "run", cells: [Sample.cellReport(1)]))
            let ready = Sample.cellReport(1, state: .ready)
            try await ledger.record(report: Sample.report(2, command: "run", cells: [ready]))
            #expect(try await ledger.latest(cell, of: "run") == ready)
            #expect(try await ledger.latest(cell, of: "diff") == nil)
            try await ledger.record(report: Sample.report(3, command: "run", cells: []))
            #expect(try await ledger.latest(cell, of: "run") == nil)
        }
    }

    @Test func `what was known at a time is the last report before it`() async throws {
        try await withLedger { ledger, _ in
            for number in 1...5 {
                try await ledger.record(
                    report: Sample.report(number, cells: [Sample.cellReport(number)]))
            }
            #expect(try await ledger.report(.asOf(Sample.at(899))) == nil)
            #expect(try await ledger.report(.asOf(Sample.at(900)))?.id == "01J10001")
            #expect(try await ledger.report(.asOf(Sample.at(3599)))?.id == "01J10003")
            #expect(try await ledger.report(.asOf(Sample.at(99_999)))?.id == "01J10005")
        }
    }

    @Test func `what the last report left unattributed is known without its cells`() async throws {
        try await withLedger { ledger, _ in
            #expect(try await ledger.latestUnattributed == [])
            var report = Sample.report(1, command: "run")
            report.unattributed = [
                UnattributedUsage(
                    product: "PRD-1", month: Sample.cell.month, records: 2,
                    reason: .subscriptionUnknown, examples: ["AS-1"])
            ]
            try await ledger.record(report: report)
            #expect(try await ledger.latestUnattributed == report.unattributed)
            try await ledger.record(report: Sample.report(2, command: "diff"))
            #expect(try await ledger.latestUnattributed == [])
        }
    }

    @Test func `a report without news costs less than a kilobyte, however many cells it has`()
        async throws
    {
        try await withLedger { ledger, path in
            let cells = (0..<3000).map { Sample.cellReport($0) }
            try await ledger.record(report: Sample.report(0, command: "run", cells: cells))
            let before = try await size(of: ledger, path)
            for number in 1...2000 {
                try await ledger.record(report: Sample.report(number, command: "run", cells: cells))
            }
            let bytes = try await size(of: ledger, path) - before
            #expect(bytes / 2000 < 1000, "\(bytes / 2000) bytes a report")
        }
    }

    /// The bytes of a copy, which has no log.
    private func size(of ledger: Ledger, _ path: String) async throws -> Int {
        let copy = path + ".copy"
        defer { try? FileManager.default.removeItem(atPath: copy) }
        _ = try await ledger.backUp(to: copy)
        let attributes = try FileManager.default.attributesOfItem(atPath: copy)
        return (attributes[.size] as? NSNumber)?.intValue ?? 0
    }
}
