import Foundation
import Glibc
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
            try mountDisk(folder, kilobytes: 16)
            try unmount(folder)
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
            try mountDisk(disk, kilobytes: kilobytes)
            do {
                try await body(disk)
            } catch {
                try unmount(disk)
                throw error
            }
            try unmount(disk)
        }
    }

    private struct Failed: Error {}

    private static func mountDisk(_ folder: String, kilobytes: Int) throws {
        let options = "size=\(kilobytes)k"
        let result = unsafe options.withCString { options in
            // Sound: the text of the options outlives the call.
            unsafe mount("tmpfs", folder, "tmpfs", 0, options)
        }
        guard result == 0 else { throw Failed() }
    }

    private static func unmount(_ folder: String) throws {
        guard unsafe umount(folder) == 0 else { throw Failed() }
    }
}
