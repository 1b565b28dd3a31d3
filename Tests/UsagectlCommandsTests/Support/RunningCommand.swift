import Foundation
import NIOConcurrencyHelpers

/// The built command while it runs.
struct RunningCommand: Sendable {
    let pid: Int32
    private let outputPath: String
    private let exits: AsyncStream<Int32>
    private let exit: NIOLockedValueBox<Int32?>
    private let errorText: NIOLockedValueBox<String>
    private let errorParts: AsyncStream<String>

    /// Starts the command in a folder, as `CommandRun` does.
    static func start(_ arguments: [String], in folder: String) throws -> RunningCommand {
        let output = "\(folder)/\(UUID().uuidString).out"
        try Data().write(to: URL(filePath: output))
        let process = Process()
        process.executableURL = CommandRun.executable
        process.arguments = arguments
        process.currentDirectoryURL = URL(filePath: folder)
        process.environment = ["COLUMNS": "100"]
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = try FileHandle(forWritingTo: URL(filePath: output))
        return try RunningCommand(process, output: output)
    }

    private init(_ process: Process, output: String) throws {
        let (exits, ended) = AsyncStream.makeStream(of: Int32.self)
        let (parts, said) = AsyncStream.makeStream(of: String.self)
        let (exit, text) = (NIOLockedValueBox<Int32?>(nil), NIOLockedValueBox(""))
        let pipe = Pipe()
        pipe.fileHandleForReading.readabilityHandler = { handle in
            let part = String(decoding: handle.availableData, as: UTF8.self)
            guard !part.isEmpty else {
                handle.readabilityHandler = nil
                said.finish()
                return
            }
            text.withLockedValue { $0 += part }
            said.yield(part)
        }
        process.standardError = pipe
        process.terminationHandler = { process in
            exit.withLockedValue { $0 = process.terminationStatus }
            ended.finish()
        }
        try process.run()
        pid = process.processIdentifier
        outputPath = output
        (self.exits, self.exit, errorText, errorParts) = (exits, exit, text, parts)
    }

    func send(_ signal: Int32) {
        _ = kill(pid, signal)
    }

    /// Waits for the end; asked again it tells the same.
    func end() async throws -> CommandRun {
        for await _ in exits {}
        for await _ in errorParts {}
        return CommandRun(
            code: exit.withLockedValue { $0 } ?? -1,
            output: try String(contentsOfFile: outputPath, encoding: .utf8),
            errors: errorText.withLockedValue { $0 })
    }

    /// Waits until a text stands on stderr; false if the command ends without it.
    func says(_ text: String) async -> Bool {
        if errorText.withLockedValue({ $0.contains(text) }) { return true }
        for await _ in errorParts where errorText.withLockedValue({ $0.contains(text) }) {
            return true
        }
        return false
    }

    /// The memory that it holds, in kibibytes; 0 where the system does not tell.
    var residentMemory: Int {
        let status = (try? String(contentsOfFile: "/proc/\(pid)/status", encoding: .utf8)) ?? ""
        let line = status.split(separator: "\n").first { $0.hasPrefix("VmRSS:") }
        return line.flatMap { Int($0.filter(\.isNumber)) } ?? 0
    }
}
