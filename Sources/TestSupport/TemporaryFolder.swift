import Foundation

/// Makes an empty folder, hands its path to `body` and removes it afterwards, whatever happened.
package func withTemporaryFolder<Value>(
    _ body: (String) async throws -> Value
) async throws -> Value {
    let folder = FileManager.default.temporaryDirectory
        .appendingPathComponent("usagectl-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer {
        // A folder that a test made unwritable can be removed only after that is undone. What is
        // left behind lies in the system's own temporary folder.
        try? FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: folder)
        try? FileManager.default.removeItem(atPath: folder)
    }
    return try await body(folder)
}
