import Foundation
import Programs
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
        _ arguments: [String], in folder: String, environment: [String: String] = [:]
    ) async throws -> CommandRun {
        try await program(
            executable, arguments, in: folder,
            environment: ["COLUMNS": "100"].merging(environment) { _, given in given })
    }

    /// Runs any program in a folder.
    static func program(
        _ executable: URL, _ arguments: [String], in folder: String,
        environment: [String: String]
    ) async throws -> CommandRun {
        let end = try await Program.run(
            ProgramCall(
                program: executable.path, arguments: arguments, environment: environment,
                folder: folder))
        return CommandRun(code: end.code, output: end.output, errors: end.errors)
    }
}
