import Controller
import Foundation
import TestSupport
import Testing

/// The folder in which what was sent is kept.
struct ArchiveTests {
    private static let content = Array("the rows of a month".utf8)

    @Test func `what is kept comes back by its digest, and is kept once`() async throws {
        try await withTemporaryFolder { folder in
            let archive = Archive(folder: folder + "/archive")
            let digest = try archive.keep(Self.content, as: .workbook)
            #expect(digest.hasPrefix("sha256:") && digest.count == 71)
            #expect(try archive.keep(Self.content, as: .workbook) == digest)
            #expect(try archive.read(digest, as: .workbook) == Self.content)
            let path = try archive.path(of: digest, as: .workbook)
            let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions]
            #expect((mode as? NSNumber)?.intValue == 0o600)
            let names = try FileManager.default.subpathsOfDirectory(atPath: archive.folder)
            #expect(names.count(where: { $0.hasSuffix(".gz") }) == 1)
            #expect(throws: ArchiveError.self) { try archive.read(digest, as: .manifest) }
            #expect(try archive.remove(digest, as: .workbook))
            #expect(try !archive.remove(digest, as: .workbook))
        }
    }

    @Test func `a file that is not what its name says is named, and kept anew`() async throws {
        try await withTemporaryFolder { folder in
            let archive = Archive(folder: folder)
            let digest = try archive.keep(Self.content, as: .workbook)
            let other = try archive.keep(Array("other rows".utf8), as: .workbook)
            let path = try archive.path(of: digest, as: .workbook)
            let whole = try Data(contentsOf: URL(filePath: path))
            for length in 0..<whole.count {
                try whole.prefix(length).write(to: URL(filePath: path))
                #expect(throws: ArchiveError.damaged(path: path)) {
                    try archive.read(digest, as: .workbook)
                }
            }
            try (whole + Data([0])).write(to: URL(filePath: path))
            #expect(throws: ArchiveError.damaged(path: path)) {
                try archive.read(digest, as: .workbook)
            }
            let otherPath = try archive.path(of: other, as: .workbook)
            try Data(contentsOf: URL(filePath: otherPath)).write(to: URL(filePath: path))
            #expect(throws: ArchiveError.altered(path: path)) {
                try archive.read(digest, as: .workbook)
            }
            try archive.keep(Self.content, as: .workbook)
            #expect(try archive.read(digest, as: .workbook) == Self.content)
        }
    }

    @Test(arguments: ["", "sha256:", "sha256:../../../etc/passwd", "md5:ab"])
    func `what is no digest is no path`(_ text: String) async throws {
        try await withTemporaryFolder { folder in
            let archive = Archive(folder: folder)
            #expect(throws: ArchiveError.notADigest(text)) {
                try archive.read(text, as: .workbook)
            }
        }
    }

    @Test(.enabled(if: SmallDisk.isPossible, "needs the right to mount a small disk"))
    func `a full disk keeps nothing by halves, and says so`() async throws {
        try await SmallDisk.with(kilobytes: 64) { folder in
            let archive = Archive(folder: folder + "/archive")
            var random = SystemRandomNumberGenerator()
            let large = (0..<200_000).map { _ in UInt8.random(in: 0...255, using: &random) }
            let error = #expect(throws: ArchiveError.self) {
                try archive.keep(large, as: .workbook)
            }
            #expect("\(error.map(String.init(describing:)) ?? "")".contains("no space left"))
            let names = try FileManager.default.subpathsOfDirectory(atPath: archive.folder)
            #expect(!names.contains { $0.contains(".gz") }, "\(names)")
            let digest = try archive.keep(Self.content, as: .workbook)
            #expect(try archive.read(digest, as: .workbook) == Self.content)
        }
    }
}
