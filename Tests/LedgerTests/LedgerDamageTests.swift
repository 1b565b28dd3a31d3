import Foundation
import GRDB
import Ledger
import TestSupport
import Testing
import UsageModel

/// Files that something has spoilt: each damage is told in a sentence, or has harmed no entry.
struct LedgerDamageTests {
    /// What became of a spoilt file.
    private enum Finding: Equatable {
        /// Told, with the sentence.
        case told(String)
        /// Sound, with these hashes.
        case sound([String])
    }

    private func withFile(_ body: (String, Data, [String]) async throws -> Void) async throws {
        try await withLedger { ledger, path in
            try await recordEveryKind(in: ledger)
            for number in 0..<40 {
                _ = try await ledger.record(
                    intent: Sample.intent(.create, cell: Sample.cell(number)))
            }
            let hashes = try await ledger.entries(after: 0, limit: 999).map(\.hash)
            try await ledger.close()
            try await body(path, try Data(contentsOf: URL(filePath: path)), hashes)
        }
    }

    private func finding(_ path: String) async -> Finding {
        do {
            let ledger = try openLedger(path, mode: .readOnly)
            let verified = try await ledger.verify()
            if let problem = verified.problems.first { return .told("\(problem)") }
            return .sound(try await ledger.entries(after: 0, limit: 999).map(\.hash))
        } catch {
            return .told("\(error)")
        }
    }

    @Test func `a file cut anywhere is told to be damaged`() async throws {
        try await withFile { path, whole, hashes in
            for length in stride(from: 1, to: whole.count, by: whole.count / 60) {
                try whole.prefix(length).write(to: URL(filePath: path))
                let found = await finding(path)
                guard case .told(let text) = found else {
                    Issue.record("\(length) of \(whole.count) bytes: \(found)")
                    continue
                }
                #expect(!text.isEmpty && text.first?.isUppercase == false, "\(text)")
            }
            try whole.write(to: URL(filePath: path))
            #expect(await finding(path) == .sound(hashes))
        }
    }

    @Test(arguments: 1...60 as ClosedRange<UInt64>)
    func `bytes overwritten at random are told, or have harmed no entry`(
        _ seed: UInt64
    ) async throws {
        var random = SeededGenerator(seed: seed)
        try await withFile { path, whole, hashes in
            var spoilt = whole
            let count = Int.random(in: 1...200, using: &random)
            let start = Int.random(in: 0..<(whole.count - count), using: &random)
            for index in start..<start + count { spoilt[index] ^= 0xA5 }
            try spoilt.write(to: URL(filePath: path))
            let found = await finding(path)
            if case .sound(let kept) = found { #expect(kept == hashes) }
        }
    }

    @Test func `a file of no bytes holds no ledger, and says so to whoever checks it`()
        async throws
    {
        try await withTemporaryFolder { folder in
            let path = folder + "/usagectl.db"
            try Data().write(to: URL(filePath: path))
            #expect(throws: LedgerError.absent(path: path)) {
                try openLedger(path, mode: .readOnly)
            }
        }
    }

    @Test func `another program's file is told apart, whatever the command wants`() async throws {
        try await withTemporaryFolder { folder in
            let path = folder + "/other.db"
            try await DatabaseQueue(path: path).write { db in
                try db.execute(sql: "CREATE TABLE entry (seq INTEGER, hash BLOB)")
            }
            for mode in [LedgerMode.exclusive, .beside, .readOnly, .readOnlyIfPresent] {
                #expect(throws: LedgerError.foreign(path: path)) {
                    try openLedger(path, mode: mode)
                }
            }
        }
    }
}
