import Foundation
import Ledger
import TestSupport
import Testing
import UsageModel

struct LedgerReportTests {
    @Test func `a report comes back as it was recorded, whatever came before it`() async throws {
        try await withLedger { ledger, path in
            var random = SeededGenerator(seed: 7)
            var reports: [DriftReport] = []
            for number in 0..<260 {
                let report = randomReport(number, after: reports.last, &random)
                var placed = report
                placed.ledger = try await ledger.record(report: report)
                reports.append(placed)
            }
            for report in reports.shuffled(using: &random).prefix(80) + [reports[0], reports[259]] {
                #expect(try await ledger.report(.id(report.id)) == report)
            }
            #expect(try await ledger.report(.latest) == reports.last)
            #expect(try await ledger.report(.id("01J99")) == nil)
            #expect(try await ledger.verify().problems == [])
            try await ledger.close()
            // A process that begins anew goes on from what the last one left.
            let again = try openLedger(path)
            let next = randomReport(260, after: reports.last, &random)
            let place = try await again.record(report: next)
            #expect(try await again.head == place.head)
            #expect(try await again.report(.latest)?.cells == next.cells)
            #expect(try await again.report(.latest)?.findings == next.findings)
            #expect(try await again.report(.latest)?.ledger == place)
        }
    }

    @Test func `the list shows the newest first, without reading the cells`() async throws {
        try await withLedger { ledger, _ in
            for number in 0..<6 {
                let command = number.isMultiple(of: 2) ? "diff" : "reconcile"
                try await ledger.record(
                    report: Sample.report(
                        number, command: command, cells: [Sample.cellReport(number)]))
            }
            let headers = try await ledger.reports(limit: 3)
            #expect(headers.map(\.id) == ["01J10005", "01J10004", "01J10003"])
            #expect(
                headers.first
                    == ReportHeader(
                        Sample.report(5, command: "reconcile", cells: [Sample.cellReport(5)])))
            #expect(
                try await ledger.reports(limit: 9, command: "diff").map(\.id)
                    == ["01J10004", "01J10002", "01J10000"])
            let latest = try await ledger.report(.latestOf(command: "diff"))
            #expect(latest?.cells == [Sample.cellReport(4)])
        }
    }

    @Test func `a report's id is taken once`() async throws {
        try await withLedger { ledger, _ in
            try await ledger.record(report: Sample.report(1))
            await #expect(
                throws: LedgerError.contradiction("there is a report '01J10001' already")
            ) { try await ledger.record(report: Sample.report(1, command: "run")) }
            #expect(try await ledger.reports(limit: 9).count == 1)
        }
    }

    @Test func `cells out of order or twice are kept as they are`() async throws {
        try await withLedger { ledger, _ in
            let cells = [1, 2, 3].map { Sample.cellReport($0) }
            try await ledger.record(report: Sample.report(1, cells: cells))
            let odd = Sample.report(2, cells: [cells[2], cells[0], cells[0], cells[1]])
            try await ledger.record(report: odd)
            #expect(try await ledger.report(.latest)?.cells == odd.cells)
            let even = Sample.report(3, cells: cells)
            try await ledger.record(report: even)
            #expect(try await ledger.report(.latest)?.cells == even.cells)
        }
    }

    @Test func `ten thousand reports of two hundred cells stay small`() async throws {
        try await withLedger { ledger, path in
            var cells = (0..<200).map { Sample.cellReport($0) }
            for number in 0..<10_000 {
                if number.isMultiple(of: 50) {
                    cells[number / 50 % 200].overdue.toggle()
                }
                try await ledger.record(report: Sample.report(number, cells: cells))
            }
            #expect(try await ledger.report(.latest)?.cells == cells)
            try await ledger.close()
            let attributes = try FileManager.default.attributesOfItem(atPath: path)
            let bytes = try #require(attributes[.size] as? NSNumber).intValue
            // A whole copy is about 130 kB: ten thousand of them would be over 1 GB.
            #expect(bytes < 40_000_000, "\(bytes) bytes")
        }
    }

    /// A report whose cells, findings and unattributed usage are mostly those of the one before.
    private func randomReport(
        _ number: Int, after previous: DriftReport?, _ random: inout SeededGenerator
    ) -> DriftReport {
        var cells = Dictionary(
            uniqueKeysWithValues: (previous?.cells ?? []).map { ($0.cell, $0) })
        for _ in 0..<Int.random(in: 0...4, using: &random) {
            let number = Int.random(in: 0..<30, using: &random)
            let state = CellState.allCases.randomElement(using: &random) ?? .missing
            cells[Sample.cell(number)] = Sample.cellReport(number, state: state)
        }
        for _ in 0..<Int.random(in: 0...2, using: &random) {
            cells[Sample.cell(Int.random(in: 0..<30, using: &random))] = nil
        }
        if Int.random(in: 0..<40, using: &random) == 0 { cells = [:] }
        var report = Sample.report(number, cells: cells.values.sorted { $0.cell < $1.cell })
        report.findings = previous?.findings ?? []
        report.unattributed = previous?.unattributed ?? []
        if Bool.random(using: &random) {
            report.findings.append(
                Finding(code: "ledger.fresh", message: "\(number)", subject: "", next: ""))
        }
        if Int.random(in: 0..<5, using: &random) == 0 {
            report.findings = []
            report.unattributed = [
                UnattributedUsage(
                    product: "PRD-1", month: Sample.cell.month, records: number,
                    reason: .subscriptionUnknown, examples: ["AS-\(number)"])
            ]
        }
        return report
    }
}
