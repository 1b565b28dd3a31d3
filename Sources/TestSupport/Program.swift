import Foundation
import NIOConcurrencyHelpers
package import Programs

/// A program of the system that a test needs.
package enum Program {
    /// The path of the first that is installed.
    package static func find(_ names: [String]) -> String? {
        let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
        for name in names {
            for folder in folders {
                let path = "\(folder)/\(name)"
                if FileManager.default.isExecutableFile(atPath: path) { return path }
            }
        }
        return nil
    }

    package static var isContinuousIntegration: Bool {
        ProcessInfo.processInfo.environment["CI"] == "true"
    }

    /// Whether a test that needs the program is to run.
    package static func isNeeded(_ names: String...) -> Bool {
        find(names) != nil
            || runsWithout("\(names[0]) is not installed, see scripts/setup --tests")
    }

    /// Whether a test is to run though it lacks something: no, and says so loudly; but yes, and
    /// fails, on continuous integration, where no test is skipped.
    ///
    /// - Parameter lack: what is not there, and how it gets there.
    package static func runsWithout(_ lack: String) -> Bool {
        if isContinuousIntegration { return true }
        FileHandle.standardError.write(Data("SKIPPED: \(lack)\n".utf8))
        return false
    }

    /// What a program said, and its exit code.
    package static func run(
        _ path: String, _ arguments: [String], input: String = ""
    ) async throws -> (code: Int32, text: String) {
        let end = try await run(
            ProgramCall(
                program: path, arguments: arguments,
                environment: ProcessInfo.processInfo.environment, input: Array(input.utf8)))
        return (end.code, end.output + end.errors)
    }

    /// Runs a program to its end.
    ///
    /// - Parameter limit: after this long it is killed, and its code is that of the signal.
    package static func run(
        _ call: ProgramCall, killedAfter limit: Duration = .seconds(600)
    ) async throws -> (code: Int32, output: String, errors: String) {
        let output = NIOLockedValueBox<[UInt8]>([])
        let end = try await runner(limit).run(call) { piece in
            output.withLockedValue { $0 += piece }
            return true
        }
        return (
            code(of: end), String(decoding: output.withLockedValue(\.self), as: UTF8.self),
            end.complaint
        )
    }

    /// Runs a program to its end, and gives what it says on its stdout away as it comes.
    package static func run(
        _ call: ProgramCall, take: @escaping @Sendable (ArraySlice<UInt8>) -> Void
    ) async throws -> Int32 {
        code(
            of: try await runner(.seconds(600)).run(call) { piece in
                take(piece)
                return true
            })
    }

    /// The product's own: Foundation's `Process` reads beyond the listing of open files where many
    /// are open, which ends the whole run of the tests.
    private static func runner(_ limit: Duration) -> ProgramRunner {
        ProgramRunner(
            timeLimit: limit, grace: .zero, complaintBytes: 1 << 28,
            sleep: { try await Task.sleep(for: $0) })
    }

    /// As a shell would say it, save that a signal is its own number.
    private static func code(of end: ProgramEnd) -> Int32 {
        switch end.way {
        case .exited(let code): code
        case .signalled(let signal): signal
        case .timeIsOver, .cancelled, .outputRefused: SIGKILL
        }
    }
}
