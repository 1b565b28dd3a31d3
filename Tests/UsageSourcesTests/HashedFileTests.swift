import Foundation
import TestSupport
import Testing

@testable import UsageSources

/// A file that changes under the reader is noticed.
struct HashedFileTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
    }

    private func expectChange(_ change: (String) throws -> Void) throws {
        let path = try folder.write("a.csv", "first\n")
        let file = try HashedFile(path: path)
        var buffer = [UInt8](repeating: 0, count: 64)
        #expect(try file.fill(&buffer) == 6)
        try change(path)
        let fault = #expect(throws: FileFault.self) { try file.finish() }
        #expect(fault?.message == "it was changed while it was read; the next cycle reads it again")
    }

    @Test
    func `a file that grows is noticed`() throws {
        try expectChange { path in
            let handle = try #require(FileHandle(forWritingAtPath: path))
            try handle.seekToEnd()
            try handle.write(contentsOf: Data("more".utf8))
            try handle.close()
        }
    }

    @Test
    func `a file that is cut is noticed`() throws {
        try expectChange { path in
            let handle = try #require(FileHandle(forWritingAtPath: path))
            try handle.truncate(atOffset: 1)
            try handle.close()
        }
    }

    @Test
    func `a file that another one replaces is noticed`() throws {
        try expectChange { path in
            // Same size and another inode, as an atomic rewrite leaves it.
            try Data("FIRST\n".utf8).write(to: URL(filePath: path), options: .atomic)
        }
    }

    @Test
    func `a file that is removed is noticed`() throws {
        try expectChange { try FileManager.default.removeItem(atPath: $0) }
    }

    @Test
    func `a file that stays is whole`() throws {
        let file = try HashedFile(path: folder.write("a.csv", "abc"))
        let whole = try file.finish()
        #expect(whole.bytes == 3)
        #expect(whole.sha256 == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
    }
}
