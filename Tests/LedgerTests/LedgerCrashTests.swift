import Foundation
import Ledger
import TestSupport
import Testing
import UsageModel

/// What a process leaves behind that dies without a word: the file and its log as they stand.
struct LedgerCrashTests {
    @Test func `every recorded intent outlives the death of its process`() async throws {
        try await withLedger { ledger, path in
            for number in 1...20 {
                _ = try await ledger.record(
                    intent: Sample.intent(.create, cell: Sample.cell(number)))
                let copy = try copy(of: path, named: "\(number)")
                let survivor = try openLedger(copy)
                #expect(try await survivor.knowledge() == ledger.knowledge())
                #expect(try await survivor.verify(head: ledger.head).problems == [])
            }
        }
    }

    @Test func `a log that was torn anywhere gives a whole ledger of fewer entries`() async throws {
        try await withLedger { ledger, path in
            for number in 1...8 {
                _ = try await ledger.record(
                    intent: Sample.intent(.create, cell: Sample.cell(number)))
            }
            let size = try Data(contentsOf: URL(fileURLWithPath: path + "-wal")).count
            var counts: [Int] = []
            for length in stride(from: 0, through: size, by: 7919) {
                let copy = try copy(of: path, named: "\(length)", log: length)
                let survivor = try openLedger(copy)
                let knowledge = try await survivor.knowledge()
                #expect(try await survivor.verify().problems == [])
                counts.append(knowledge.cells.count)
                _ = try await survivor.record(
                    intent: Sample.intent(.create, cell: Sample.cell(100)))
            }
            #expect(counts == counts.sorted())
            #expect(Set(counts).count > 3, "the tears fall before, between and after the entries")
        }
    }

    /// Copies the file and the first bytes of its log into a folder beside it.
    private func copy(of path: String, named name: String, log length: Int? = nil) throws -> String
    {
        let folder = URL(fileURLWithPath: path).deletingLastPathComponent()
            .appendingPathComponent(name)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let copy = folder.appendingPathComponent("usagectl.db").path
        try FileManager.default.copyItem(atPath: path, toPath: copy)
        let log = try Data(contentsOf: URL(fileURLWithPath: path + "-wal"))
        try log.prefix(length ?? log.count).write(to: URL(fileURLWithPath: copy + "-wal"))
        return copy
    }
}
