import Foundation
import Ledger
import TestSupport
import Testing
import UsageModel

/// Copies of a ledger, and its entries one by one.
struct LedgerBackupTests {
    @Test func `a copy made beside a writer is sound and holds its head`() async throws {
        try await withLedger { ledger, path in
            try await recordEveryKind(in: ledger)
            let head = try await ledger.head
            let reader = try openLedger(path, mode: .readOnly)
            let copied = try await withThrowingTaskGroup(of: LedgerVerification?.self) { group in
                group.addTask {
                    for number in 0..<100 {
                        _ = try await ledger.record(
                            intent: Sample.intent(.create, cell: Sample.cell(number)))
                    }
                    return nil
                }
                group.addTask { try await reader.backUp(to: path + ".copy") }
                return try await group.reduce(nil) { $0 ?? $1 }
            }
            #expect(copied?.problems == [])
            let copy = try openLedger(path + ".copy", mode: .readOnly)
            #expect(try await copy.verify(head: head).problems == [])
            let files = try FileManager.default.contentsOfDirectory(
                atPath: URL(filePath: path).deletingLastPathComponent().path)
            #expect(!files.contains { $0.contains("partial") }, "\(files)")
        }
    }

    @Test func `a file that is there is never overwritten`() async throws {
        try await withLedger { ledger, path in
            let copy = path + ".copy"
            try Data("mine".utf8).write(to: URL(filePath: copy))
            await #expect(throws: LedgerError.alreadyThere(path: copy)) {
                try await ledger.backUp(to: copy)
            }
            #expect(try String(contentsOfFile: copy, encoding: .utf8) == "mine")
            await #expect(throws: LedgerError.self) {
                try await ledger.backUp(to: path + "/nowhere/copy")
            }
        }
    }

    @Test func `the entries come one by one, each linked to the one before`() async throws {
        try await withLedger { ledger, _ in
            try await recordEveryKind(in: ledger)
            var entries: [LedgerEntry] = []
            while true {
                let page = try await ledger.entries(after: entries.last?.seq ?? 0, limit: 4)
                if page.isEmpty { break }
                entries += page
            }
            #expect(entries.map(\.seq) == (1...Int64(entries.count)).map { $0 })
            #expect(Set(entries.map(\.kind)) == Set(EntryKind.allCases))
            #expect(entries.dropFirst().map(\.previous) == entries.dropLast().map(\.hash))
            let head = try await ledger.head
            #expect(entries.last?.hash == head)
            #expect(entries.count(where: \.isPruned) == 1)
        }
    }
}
