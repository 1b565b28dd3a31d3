import Foundation
import TestSupport

/// What a run of the built command left behind.
struct CommandRun: Sendable {
    let code: Int32
    /// The whole of stdout.
    let output: String
    /// The whole of stderr.
    let errors: String

    /// The output as a JSON object.
    func json() throws -> [String: Any] {
        let value = try JSONSerialization.jsonObject(with: Data(output.utf8))
        guard let object = value as? [String: Any] else { throw NotAnObject() }
        return object
    }

    struct NotAnObject: Error {}

    /// The command that the build made beside the test bundle.
    static var executable: URL {
        let bundle = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent()
        let beside = bundle.appendingPathComponent("usagectl")
        if FileManager.default.isExecutableFile(atPath: beside.path) { return beside }
        return PackageFolder.root.appendingPathComponent(".build/debug/usagectl")
    }

    /// Runs the command in a folder; the environment is only what is given, so that no setting of
    /// the developer's own machine gets in.
    static func usagectl(
        _ arguments: [String], in folder: String, environment: [String: String] = [:],
        started: (Int32) -> Void = { _ in }
    ) async throws -> CommandRun {
        try await program(
            executable, arguments, in: folder,
            environment: ["COLUMNS": "100"].merging(environment) { _, given in given },
            started: started)
    }

    /// Runs any program in a folder. Its output goes through files, so that no pipe can be full.
    static func program(
        _ executable: URL, _ arguments: [String], in folder: String,
        environment: [String: String], started: (Int32) -> Void = { _ in }
    ) async throws -> CommandRun {
        let id = UUID().uuidString
        let output = URL(filePath: "\(folder)/\(id).out")
        let errors = URL(filePath: "\(folder)/\(id).err")
        for file in [output, errors] { try Data().write(to: file) }
        let process = Process()
        process.executableURL = executable
        process.arguments = arguments
        process.currentDirectoryURL = URL(filePath: folder)
        process.environment = environment
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = try FileHandle(forWritingTo: output)
        process.standardError = try FileHandle(forWritingTo: errors)
        let code = try await withCheckedThrowingContinuation { continuation in
            process.terminationHandler = { continuation.resume(returning: $0.terminationStatus) }
            do {
                try process.run()
                started(process.processIdentifier)
            } catch {
                continuation.resume(throwing: error)
            }
        }
        return CommandRun(
            code: code, output: try String(contentsOf: output, encoding: .utf8),
            errors: try String(contentsOf: errors, encoding: .utf8))
    }
}
