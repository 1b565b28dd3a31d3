import Foundation

/// A folder of a test's own, which goes with the test.
package final class TemporaryFolder {
    package let path: String

    package init() throws {
        let url = FileManager.default.temporaryDirectory
            .appending(component: "usagectl-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
        // Messages name the path, so it must be the one without links and doubled slashes.
        path = url.path()
    }

    deinit {
        // A folder that a test made unwritable can be removed only after that is undone. What is
        // left behind lies in the system's own temporary folder.
        try? FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: path)
        try? FileManager.default.removeItem(atPath: path)
    }

    package func file(_ name: String) -> String { "\(path)/\(name)" }

    /// The names of everything in it, hidden files included, in order.
    package var contents: [String] {
        get throws { try FileManager.default.contentsOfDirectory(atPath: path).sorted() }
    }

    package func bytes(_ name: String) throws -> [UInt8] {
        Array(try Data(contentsOf: URL(filePath: file(name))))
    }

    /// Writes a file, with the folders that it needs, and returns its path.
    @discardableResult
    package func write(_ name: String, _ bytes: [UInt8]) throws -> String {
        let url = URL(filePath: file(name))
        try FileManager.default.createDirectory(
            at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(bytes).write(to: url)
        return file(name)
    }

    @discardableResult
    package func write(_ name: String, _ text: String) throws -> String {
        try write(name, Array(text.utf8))
    }
}

/// Makes an empty folder, hands its path to `body` and removes it afterwards, whatever happened.
package func withTemporaryFolder<Value>(
    _ body: (String) async throws -> Value
) async throws -> Value {
    let folder = try TemporaryFolder()
    // The folder goes with its last use, which must not be the reading of its path.
    defer { withExtendedLifetime(folder) {} }
    return try await body(folder.path)
}
