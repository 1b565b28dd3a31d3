import Foundation
import TestSupport

/// A disk in memory that is soon full; making one takes the right to mount.
enum SmallDisk {
    static let isPossible: Bool = {
        let folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("usagectl-disk-\(UUID().uuidString)").path
        defer { try? FileManager.default.removeItem(atPath: folder) }
        do {
            try FileManager.default.createDirectory(
                atPath: folder, withIntermediateDirectories: true)
            try run("mount", "-t", "tmpfs", "-o", "size=16k", "tmpfs", folder)
            try run("umount", folder)
            return true
        } catch {
            return false
        }
    }()

    static func with(
        kilobytes: Int, _ body: (String) async throws -> Void
    ) async throws {
        try await withTemporaryFolder { folder in
            let disk = folder + "/disk"
            try FileManager.default.createDirectory(
                atPath: disk, withIntermediateDirectories: true)
            try run("mount", "-t", "tmpfs", "-o", "size=\(kilobytes)k", "tmpfs", disk)
            do {
                try await body(disk)
            } catch {
                try run("umount", disk)
                throw error
            }
            try run("umount", disk)
        }
    }

    private struct Failed: Error {}

    private static func run(_ arguments: String...) throws {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = arguments
        process.standardError = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw Failed() }
    }
}
