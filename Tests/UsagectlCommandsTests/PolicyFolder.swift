import Foundation
import TestSupport
import UsageModel

/// A configuration with policies in a temporary folder, for commands to work on.
struct PolicyFolder {
    static let controller = """
        apiVersion: usagectl/v1
        kind: Controller
        metadata: {name: production}
        spec:
          policies: [policies/]
          sources:
            - {name: metering, type: files, path: "usage/usage-{month}.csv"}

        """

    let path: String

    /// Makes the files, `usagectl.yaml` with a Controller unless it is given, and runs `body`.
    static func with<Value>(
        _ files: [String: String], _ body: (PolicyFolder) async throws -> Value
    ) async throws -> Value {
        try await withTemporaryFolder { path in
            let folder = PolicyFolder(path: path)
            let all = files.merging(["usagectl.yaml": controller]) { given, _ in given }
            for (name, text) in all { try folder.write(text, to: name) }
            return try await body(folder)
        }
    }

    func write(_ text: String, to name: String) throws {
        let file = URL(filePath: path).appendingPathComponent(name)
        try FileManager.default.createDirectory(
            at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try text.write(to: file, atomically: true, encoding: .utf8)
    }

    var configuration: [String] { ["--config", "\(path)/usagectl.yaml"] }

    /// A command's text with the folder's own path left out.
    func short(_ text: String) -> String { text.replacing(path + "/", with: "") }

    /// A policy document with the lines of its `spec`.
    static func policy(_ name: String, _ spec: String...) -> String {
        """
        apiVersion: usagectl/v1
        kind: UsagePolicy
        metadata: {name: \(name)}
        spec:
        \(spec.map { "  \($0)\n" }.joined())
        """
    }
}
