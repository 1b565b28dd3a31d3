import Foundation
import GRDB
import Ledger
import TestSupport
import Testing
import UsageModel

struct LedgerFileTests {
    @Test func `the file, its log and its lock are for their owner only`() async throws {
        try await withLedger { ledger, path in
            _ = try await ledger.record(intent: Sample.intent(.create))
            for suffix in ["", "-wal", "-shm", ".lock"] {
                let attributes = try FileManager.default.attributesOfItem(atPath: path + suffix)
                let mode = try #require(attributes[.posixPermissions] as? NSNumber)
                #expect(mode.intValue & 0o777 == 0o600, "\(suffix)")
            }
        }
    }

    @Test func `a second writer is told who has the ledger, and can read meanwhile`() async throws {
        try await withLedger { ledger, path in
            _ = try await ledger.record(intent: Sample.intent(.create))
            let own = ProcessInfo.processInfo.processIdentifier
            #expect(throws: LedgerError.locked(path: path, pid: own)) { try openLedger(path) }
            let reader = try openLedger(path, mode: .readOnlyIfPresent)
            #expect(try await reader.knowledge() == ledger.knowledge())
            _ = try await ledger.record(intent: Sample.intent(.create, cell: Sample.cell(2)))
            #expect(try await reader.knowledge().cells.count == 2)
        }
    }

    @Test func `two names of one file share a lock`() async throws {
        try await withLedger { ledger, path in
            let link = path + ".link"
            try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: path)
            #expect(throws: LedgerError.self) { try openLedger(link) }
            try await ledger.close()
        }
    }

    @Test func `the lock goes with its ledger`() async throws {
        try await withTemporaryFolder { folder in
            for _ in 1...3 {
                let ledger = try openLedger(folder + "/usagectl.db")
                _ = try await ledger.record(intent: Sample.intent(.create))
            }
            let reader = try openLedger(folder + "/usagectl.db", mode: .readOnly)
            #expect(try await reader.knowledge().cells[Sample.cell]?.openCreates.count == 3)
        }
    }

    @Test func `reading an absent ledger makes nothing, and finds it fresh`() async throws {
        try await withTemporaryFolder { folder in
            let path = folder + "/usagectl.db"
            let ledger = try openLedger(path, mode: .readOnlyIfPresent)
            #expect(try await ledger.knowledge() == LedgerKnowledge())
            await #expect(throws: LedgerError.readOnly(path: path)) {
                try await ledger.record(report: Sample.report(1))
            }
            #expect(throws: LedgerError.absent(path: path)) {
                try openLedger(path, mode: .readOnly)
            }
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == [])
        }
    }

    @Test func `a ledger opened for reading refuses every entry`() async throws {
        try await withLedger { ledger, path in
            try await ledger.close()
            let reader = try openLedger(path, mode: .readOnly)
            await #expect(throws: LedgerError.readOnly(path: path)) {
                _ = try await reader.record(intent: Sample.intent(.create))
            }
        }
    }

    @Test func `a file of no bytes or without tables is one that was never finished`() async throws
    {
        try await withTemporaryFolder { folder in
            for (number, sql) in [nil, "PRAGMA journal_mode = WAL"].enumerated() {
                let path = folder + "/\(number).db"
                if let sql {
                    try await DatabaseQueue(path: path).writeWithoutTransaction { db in
                        try db.execute(sql: sql)
                    }
                } else {
                    try Data().write(to: URL(fileURLWithPath: path))
                }
                let reader = try openLedger(path, mode: .readOnlyIfPresent)
                #expect(try await reader.isFresh)
                let ledger = try openLedger(path)
                _ = try await ledger.record(intent: Sample.intent(.create))
                #expect(try await ledger.verify().problems == [])
            }
        }
    }

    @Test func `a file that is no database is damaged`() async throws {
        try await withTemporaryFolder { folder in
            let path = folder + "/usagectl.db"
            try Data(String(repeating: "not a database ", count: 500).utf8)
                .write(to: URL(fileURLWithPath: path))
            for mode in [LedgerMode.exclusive, .readOnly, .readOnlyIfPresent] {
                #expect(
                    throws: LedgerError.damaged(path: path, detail: "file is not a database")
                ) { try openLedger(path, mode: mode) }
            }
        }
    }

    @Test func `broken pages are found`() async throws {
        try await withLedger { ledger, path in
            for number in 0..<300 {
                _ = try await ledger.record(
                    intent: Sample.intent(.create, cell: Sample.cell(number)))
            }
            try await ledger.close()
            var bytes = try Data(contentsOf: URL(fileURLWithPath: path))
            for offset in stride(from: 4096 * 4, to: bytes.count, by: 4096) {
                bytes.replaceSubrange(offset..<offset + 64, with: Data(repeating: 0xFF, count: 64))
            }
            try bytes.write(to: URL(fileURLWithPath: path))
            await #expect {
                let ledger = try openLedger(path, mode: .readOnly)
                let verification = try await ledger.verify()
                try #require(verification.isSound)
            } throws: { error in
                guard let error = error as? LedgerError else { return true }
                return error.label == "damaged"
            }
        }
    }

    @Test func `a SQLite file of another program is left alone`() async throws {
        try await withTemporaryFolder { folder in
            let path = folder + "/other.db"
            try await DatabaseQueue(path: path).write { db in
                try db.execute(sql: "CREATE TABLE track (name TEXT)")
            }
            let before = try Data(contentsOf: URL(fileURLWithPath: path))
            for mode in [LedgerMode.exclusive, .readOnly] {
                #expect(throws: LedgerError.foreign(path: path)) {
                    try openLedger(path, mode: mode)
                }
            }
            #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == before)
        }
    }

    @Test func `a ledger of a later version is refused`() async throws {
        try await withLedger { ledger, path in
            try await ledger.close()
            try await DatabaseQueue(path: path).write { db in
                try db.execute(sql: "INSERT INTO grdb_migrations VALUES ('1000')")
            }
            for mode in [LedgerMode.exclusive, .readOnly] {
                #expect(throws: LedgerError.newerSchema(path: path)) {
                    try openLedger(path, mode: mode)
                }
            }
        }
    }

    @Test func `a last entry that was altered is not built upon`() async throws {
        try await withLedger { ledger, path in
            _ = try await ledger.record(intent: Sample.intent(.create))
            try await ledger.close()
            try await DatabaseQueue(path: path).write { db in
                try db.execute(sql: "DROP TRIGGER entry_is_not_updated")
                try db.execute(sql: "UPDATE entry SET at = at + 1 WHERE seq = 2")
            }
            #expect(throws: LedgerError.damaged(path: path, detail: "entry 2 was altered")) {
                try openLedger(path)
            }
        }
    }

    @Test func `a folder that does not exist is named`() async throws {
        try await withTemporaryFolder { folder in
            let path = folder + "/nowhere/usagectl.db"
            #expect(
                throws: LedgerError.cannotOpen(path: path, reason: "no such file or directory")
            ) { try openLedger(path) }
            let reader = try openLedger(path, mode: .readOnlyIfPresent)
            #expect(try await reader.isFresh)
        }
    }

    /// Root may write everywhere.
    @Test(.enabled(if: geteuid() != 0))
    func `a ledger in a folder that cannot be written is still read`() async throws {
        try await withLedger { ledger, path in
            _ = try await ledger.record(intent: Sample.intent(.create))
            try await ledger.close()
            let folder = (path as NSString).deletingLastPathComponent
            try FileManager.default.removeItem(atPath: path + ".lock")
            try FileManager.default.setAttributes([.posixPermissions: 0o500], ofItemAtPath: folder)
            #expect(try await openLedger(path, mode: .readOnly).knowledge().cells.count == 1)
            #expect(throws: LedgerError.cannotOpen(path: path, reason: "permission denied")) {
                try openLedger(path)
            }
        }
    }

    @Test func `a full disk is said, breaks nothing, and passes`() async throws {
        try await withTemporaryFolder { folder in
            let path = folder + "/usagectl.db"
            var written = 0
            do {
                let ledger = try openLedger(
                    path, tuning: LedgerTuning(isSynced: false, maximumPages: 60))
                await #expect(throws: LedgerError.diskFull(path: path)) {
                    for number in 0..<10_000 {
                        let cell = Sample.cell(number)
                        _ = try await ledger.record(intent: Sample.intent(.create, cell: cell))
                        written += 1
                    }
                }
                #expect(try await ledger.knowledge().cells.count == written)
                #expect(try await ledger.verify().problems == [])
            }
            #expect(written > 10)
            let ledger = try openLedger(path)
            _ = try await ledger.record(intent: Sample.intent(.create, cell: Sample.cell(written)))
            #expect(try await ledger.knowledge().cells.count == written + 1)
        }
    }
}
