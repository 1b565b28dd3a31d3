import Foundation
import TestSupport
import Testing

@testable import UsageSources

struct SpoolTests {
    @Test func `the folder is private and goes with its owner`() async throws {
        try await withTemporaryFolder { parent in
            var folder: SpoolFolder? = try SpoolFolder(in: parent)
            let path = try #require(folder?.path)
            let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions]
            #expect(mode as? Int == 0o700)
            var writer = try SpoolWriter(
                path: try #require(folder?.newFile(ending: "csv")), limit: 9)
            try writer.write(Array("123456789".utf8))
            try writer.finish()
            #expect(try Data(contentsOf: URL(filePath: writer.path)) == Data("123456789".utf8))
            let failure = #expect(throws: FetchFailure.self) { try writer.write([0]) }
            #expect(failure?.reason.contains("'maxMegabytes'") == true)
            folder = nil
            #expect(!FileManager.default.fileExists(atPath: path))
        }
    }

    @Test func `what a killed process left behind is removed, what is in use is not`() async throws
    {
        try await withTemporaryFolder { parent in
            let used = try SpoolFolder(in: parent)
            let names = ["usagectl-spool-dead", "usagectl-spool-young", "another"]
            for name in names {
                try FileManager.default.createDirectory(
                    atPath: "\(parent)/\(name)", withIntermediateDirectories: false)
            }
            for path in [used.path, "\(parent)/usagectl-spool-dead", "\(parent)/another"] {
                try FileManager.default.setAttributes(
                    [.modificationDate: Date(timeIntervalSinceNow: -3600)], ofItemAtPath: path)
            }
            _ = try SpoolFolder(in: parent)
            let left = try FileManager.default.contentsOfDirectory(atPath: parent)
            #expect(
                Set(left)
                    == [
                        String(used.path.dropFirst(parent.count + 1)), "usagectl-spool-young",
                        "another",
                    ])
        }
    }

    @Test func `a folder that cannot be made is told with what to do`() {
        let failure = #expect(throws: FetchFailure.self) { try SpoolFolder(in: "/nowhere") }
        #expect(
            failure?.reason
                == "no folder for the answers can be made in '/nowhere': No such file or directory; "
                + "TMPDIR can name another")
    }

    @Test func `lines are counted whatever pieces they come in`() {
        let text = Array("a\n\n \r\nb\nc".utf8)
        for size in 1...text.count {
            var count = LineCount()
            var rest = text[...]
            while !rest.isEmpty {
                count.take(rest.prefix(size))
                rest = rest.dropFirst(size)
            }
            #expect(count.lines == 3)
        }
        #expect(LineCount().lines == 0)
    }
}
