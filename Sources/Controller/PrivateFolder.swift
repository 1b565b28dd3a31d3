import Foundation

/// A folder for temporary files that only this user can read.
package enum PrivateFolder {
    /// Opens one for the time of `body`, and removes it however `body` ends; what is left behind by
    /// a killed process lies in the system's own temporary folder.
    package static func with<Result>(
        _ body: (_ path: String) async throws -> Result
    ) async throws -> Result {
        let path = FileManager.default.temporaryDirectory
            .appendingPathComponent("usagectl-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(
            atPath: path, withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700])
        defer { try? FileManager.default.removeItem(atPath: path) }
        return try await body(path)
    }
}
