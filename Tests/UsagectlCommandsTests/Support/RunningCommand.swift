import Foundation
import NIOConcurrencyHelpers
import Programs
import TestSupport

/// The built command while it runs.
struct RunningCommand: Sendable {
    /// What came of its stderr so far, behind the line in which the shell tells its number.
    private struct Said {
        var pid: Int32?
        var bytes: [UInt8] = []

        /// Takes the number off, once the line is whole.
        mutating func findNumber() {
            guard pid == nil, let end = bytes.firstIndex(of: 0x0A) else { return }
            pid = Int32(String(decoding: bytes[..<end], as: UTF8.self))
            bytes.removeSubrange(...end)
        }

        var text: String { pid == nil ? "" : String(decoding: bytes, as: UTF8.self) }
    }

    let pid: Int32
    private let said: NIOLockedValueBox<Said>
    private let parts: AsyncStream<Void>
    private let run: Task<CommandRun, any Error>

    /// Starts the command in a folder, as `CommandRun` does. A shell tells its own number and becomes
    /// the command.
    static func start(_ arguments: [String], in folder: String) async throws -> RunningCommand {
        let output = "\(folder)/\(UUID().uuidString).out"
        let call = ProgramCall(
            program: "/bin/sh",
            arguments: [
                "-c", "echo $$; exec \"$0\" \"$@\" 2>&1 >'\(output)'", CommandRun.executable.path,
            ] + arguments,
            environment: ["COLUMNS": "100"], folder: folder)
        let said = NIOLockedValueBox(Said())
        let (parts, continuation) = AsyncStream.makeStream(of: Void.self)
        let run = Task {
            defer { continuation.finish() }
            let code = try await Program.run(call) { piece in
                said.withLockedValue {
                    $0.bytes += piece
                    $0.findNumber()
                }
                continuation.yield()
            }
            return CommandRun(
                code: code, output: try String(contentsOfFile: output, encoding: .utf8),
                errors: said.withLockedValue(\.text))
        }
        for await _ in parts where said.withLockedValue({ $0.pid != nil }) { break }
        guard let pid = said.withLockedValue(\.pid) else {
            throw NotStarted(errors: try await run.value.errors)
        }
        return RunningCommand(pid: pid, said: said, parts: parts, run: run)
    }

    private struct NotStarted: Error {
        let errors: String
    }

    func send(_ signal: Int32) {
        _ = kill(pid, signal)
    }

    /// Waits for the end; asked again it tells the same.
    func end() async throws -> CommandRun { try await run.value }

    /// Waits until a text stands on stderr; false if the command ends without it.
    func says(_ text: String) async -> Bool {
        if said.withLockedValue({ $0.text.contains(text) }) { return true }
        for await _ in parts where said.withLockedValue({ $0.text.contains(text) }) { return true }
        return false
    }

    /// The memory that it holds, in kibibytes; 0 where the system does not tell.
    var residentMemory: Int {
        let status = (try? String(contentsOfFile: "/proc/\(pid)/status", encoding: .utf8)) ?? ""
        let line = status.split(separator: "\n").first { $0.hasPrefix("VmRSS:") }
        return line.flatMap { Int($0.filter(\.isNumber)) } ?? 0
    }
}
