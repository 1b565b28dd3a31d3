import Foundation
import GRDB
import Ledger
import TestSupport
import Testing
import UsageModel

/// A person's acts beside a process that has the ledger to itself.
struct LedgerBesideTests {
    @Test func `entries of two writers at once make one chain`() async throws {
        try await withLedger { ledger, path in
            let person = try openLedger(path, mode: .beside)
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask {
                    for number in 0..<150 {
                        _ = try await ledger.record(
                            intent: Sample.intent(.create, cell: Sample.cell(number)))
                        try await ledger.record(
                            report: Sample.report(number, cells: [Sample.cellReport(number % 7)]))
                    }
                }
                group.addTask {
                    for number in 0..<300 {
                        try await person.record(
                            resend: ResendRequest(
                                cell: Sample.cell(number), by: "ann", at: Sample.at(0)))
                    }
                }
                try await group.waitForAll()
            }
            let knowledge = try await ledger.knowledge()
            #expect(knowledge.cells.count == 150)
            #expect(knowledge.resends.count == 300)
            #expect(try await ledger.reports(limit: 999).count == 150)
            let verified = try await person.verify(head: ledger.head)
            #expect(verified.problems == [])
            #expect(verified.entries == 601)
        }
    }

    @Test func `reports build on the right ones while acts come between them`() async throws {
        try await withLedger { ledger, path in
            let person = try openLedger(path, mode: .beside)
            for number in 0..<5 {
                let report = Sample.report(
                    number, cells: (0...number).map { Sample.cellReport($0) })
                try await ledger.record(report: report)
                try await person.record(
                    resend: ResendRequest(cell: Sample.cell, by: "ann", at: Sample.at(1)))
                #expect(try await person.report(.latest)?.cells == report.cells)
            }
            #expect(try await ledger.verify().problems == [])
        }
    }

    @Test func `the number of the last act tells another process of a new one`() async throws {
        try await withLedger { ledger, path in
            #expect(try await ledger.lastAct == 0)
            _ = try await ledger.record(intent: Sample.intent(.create))
            #expect(try await ledger.lastAct == 0)
            let person = try openLedger(path, mode: .beside)
            var acts: [Int64] = []
            for act in Self.acts {
                try await act(person)
                acts.append(try await ledger.lastAct)
            }
            #expect(acts == [3, 4, 5, 6, 7, 8])
            try await ledger.record(report: Sample.report(1))
            #expect(try await ledger.lastAct == 8)
        }
    }

    private static let acts: [@Sendable (Ledger) async throws -> Void] = [
        { ledger in
            try await ledger.record(approvals: [
                Approval(cell: Sample.cell, digest: "sha256:aa", by: "ann", at: Sample.at(1))
            ])
        },
        { ledger in
            try await ledger.record(
                acknowledgement: Acknowledgement(
                    subject: "AS-1", reason: "known", by: "ann", at: Sample.at(2),
                    until: Sample.at(9)))
        },
        { ledger in
            try await ledger.record(
                assignment: Assignment(
                    file: "UF-1", cell: Sample.cell, by: "ann", at: Sample.at(3)))
        },
        { ledger in
            try await ledger.record(
                resend: ResendRequest(cell: Sample.cell, by: "ann", at: Sample.at(4)))
        },
        { ledger in
            try await ledger.record(
                revocation: Revocation(
                    target: .resend(Sample.cell), by: "ann", at: Sample.at(5)))
        },
        { ledger in
            try await ledger.record(
                baseline: Baseline(
                    binding: try Sample.binding(), contracts: 3, by: "ann", at: Sample.at(6)))
        },
    ]

    @Test func `beside a writer nothing but acts is taken`() async throws {
        try await withLedger { ledger, path in
            let person = try openLedger(path, mode: .beside)
            let refusal = LedgerError.actsOnly(path: path)
            await #expect(throws: refusal) {
                _ = try await person.record(intent: Sample.intent(.create))
            }
            await #expect(throws: refusal) { try await person.record(report: Sample.report(1)) }
            await #expect(throws: refusal) {
                try await person.record(
                    observation: ObservationEntry(at: Sample.at(1), contracts: 1, files: []))
            }
            await #expect(throws: refusal) { try await person.rebuildProjection() }
            #expect(try await ledger.verify().entries == 1)
        }
    }

    @Test func `beside nothing there is no ledger, and none is made`() async throws {
        try await withTemporaryFolder { folder in
            let path = folder + "/usagectl.db"
            #expect(throws: LedgerError.absent(path: path)) {
                try openLedger(path, mode: .beside)
            }
            let left = try FileManager.default.contentsOfDirectory(atPath: folder)
            #expect(left == [])
        }
    }

    @Test func `a baseline for another account stops the writer of the old one`() async throws {
        try await withLedger { ledger, path in
            let other = try Sample.binding(keyID: "SU-9-9-9")
            #expect(throws: LedgerError.self) {
                try openLedger(path, binding: other, mode: .beside)
            }
            let person = try Ledger.open(path: path, binding: nil, mode: .beside, at: Sample.start)
            try await person.record(
                baseline: Baseline(binding: other, contracts: 1, by: "ann", at: Sample.at(1)))
            let error = await #expect(throws: LedgerError.self) {
                _ = try await ledger.record(intent: Sample.intent(.create))
            }
            #expect(error?.label == "other_binding")
            await #expect(throws: LedgerError.self) {
                try await ledger.record(
                    observation: ObservationEntry(at: Sample.at(1), contracts: 1, files: []))
            }
            #expect(try await person.verify().entries == 2)
        }
    }
}
