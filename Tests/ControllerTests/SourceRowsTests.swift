import ConnectSimulator
import Foundation
import Reconciliation
import TestSupport
import Testing
import UsageModel
import UsageSources

/// Rows that are no records one by one: the report counts and names them all.
struct SourceRowsTests {
    /// Adds lines to the vendor's file of October.
    private func append(_ lines: [String], in harness: ReconcilerHarness) throws {
        let path = "\(harness.folder)/usage-\(october).csv"
        let text = try String(contentsOfFile: path, encoding: .utf8)
        try (text + lines.map { $0 + "\n" }.joined())
            .write(toFile: path, atomically: true, encoding: .utf8)
    }

    /// A row whose quantity is no number, with as many fields as the header.
    private func badRow(in harness: ReconcilerHarness) throws -> String {
        let path = "\(harness.folder)/usage-\(october).csv"
        let lines = try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n")
        let header = lines[0].split(separator: ",", omittingEmptySubsequences: false)
        var row = lines[1].split(separator: ",", omittingEmptySubsequences: false)
        for (index, name) in header.enumerated() {
            if name == "quantity" { row[index] = "many" }
            if name == "record_id" { row[index] = "bad" }
        }
        return row.joined(separator: ",")
    }

    @Test func `a quarantined row is unattributed with its place and the rest is sent`()
        async throws
    {
        try await ReconcilerHarness.with(SimulatedAccount(subscriptions: 400)) { original in
            var harness = original
            harness.mapping.badRows = .quarantine
            try append([try badRow(in: harness)], in: harness)
            let report = try await harness.reconcile()
            #expect(
                report.conservation
                    == Conservation(delivered: 401, inFiles: 400, held: 0, unattributed: 1))
            #expect(report.unattributed.map(\.reason) == [.rowUnreadable])
            let place = try #require(report.unattributed.first?.examples.first)
            #expect(place.contains("usage-2026-10.csv:402"))
            #expect(report.findings.map(\.code).contains("source.rows"))
            #expect(report.verdict == .held)
            harness.expectExactlyOneSubmittedFile(in: [harness.cell])
        }
    }

    @Test func `more bad rows than one in two hundred make the month unknown`() async throws {
        try await ReconcilerHarness.with(SimulatedAccount(subscriptions: 100)) { original in
            var harness = original
            harness.mapping.badRows = .quarantine
            try append([try badRow(in: harness)], in: harness)
            let report = try await harness.reconcile()
            #expect(report.cells.map(\.decision.reason) == [.usageUnknown])
            #expect(report.conservation.balanced && report.conservation.inFiles == 0)
            #expect(harness.statuses.isEmpty)
        }
    }

    @Test func `a bad row holds the whole month where nothing else is said`() async throws {
        try await ReconcilerHarness.with(SimulatedAccount(subscriptions: 400)) { harness in
            try append([try badRow(in: harness)], in: harness)
            let report = try await harness.reconcile()
            #expect(report.cells.map(\.decision.reason) == [.usageUnknown])
            #expect(harness.statuses.isEmpty)
        }
    }

    @Test func `rows that a condition leaves out are counted in the report`() async throws {
        try await ReconcilerHarness.with(SimulatedAccount(subscriptions: 2)) { original in
            var harness = original
            let first = harness.account.usage(october)[0].subscription
            harness.mapping.filters = [
                RowCondition("subscription_id", .isNoneOf([first]))
            ]
            let report = try await harness.diff()
            #expect(report.conservation.delivered == 1 && report.conservation.balanced)
            let note = try #require(report.findings.first { $0.code == "source.rows" })
            #expect(note.subject == "metering")
            #expect(note.message == "1 of 2 rows were left out by 'where'")
            // What the configuration leaves out is nobody's task.
            #expect(try await harness.reconcile().verdict == .inSync)
        }
    }

    @Test func `a bad row without a month makes no zero of the month that it may be of`()
        async throws
    {
        let account = SimulatedAccount(contracts: 2, subscriptions: 200)
        let mine = account.cell(0, 0, september)
        try await ReconcilerHarness.with(account) { original in
            var harness = original
            try harness.configure(
                """
                spec:
                  sources:
                    - {name: metering, type: files, path: "all/*.csv", onBadRow: quarantine}
                """, policy: "{months: {since: 2026-09}}")
            // September of the other contract, all of October, and the one row of ours.
            let others = account.usage(september).filter { $0.contract != mine.contract }
            var lines = SimulatedUsage.csv(others + account.usage(october)).split(separator: "\n")
            let only = try #require(account.usage(september).first)
            lines.append(
                Substring(
                    SimulatedUsage.csv([only]).split(separator: "\n")[1]
                        .replacing(",1,2026-09", with: ",many,2026-09")))
            try FileManager.default.createDirectory(
                atPath: "\(harness.folder)/all", withIntermediateDirectories: false)
            try (lines.joined(separator: "\n") + "\n").write(
                toFile: "\(harness.folder)/all/usage.csv", atomically: true, encoding: .utf8)
            let report = try await harness.reconcile()
            let cell = try #require(report[mine])
            #expect(cell.decision.reason == .unattributedLimit, "\(cell.decision.message)")
            #expect(report.unattributed.map(\.records) == [1])
            #expect(
                report.conservation
                    == Conservation(delivered: 601, inFiles: 600, held: 0, unattributed: 1))
            #expect(harness.live(mine).isEmpty)
            // Once a person knows the row, what it may have been of is settled too.
            let places = try #require(report.unattributed.first?.examples)
            try await harness.acknowledge(places)
            let later = try #require(try await harness.reconcile()[mine])
            #expect(later.decision.reason == .noUsage, "\(later.decision.message)")
        }
    }
}
