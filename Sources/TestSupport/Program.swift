import Foundation

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
        try await withCheckedThrowingContinuation { continuation in
            let process = Process()
            process.executableURL = URL(filePath: path)
            process.arguments = arguments
            let (incoming, outgoing) = (Pipe(), Pipe())
            process.standardInput = incoming
            process.standardOutput = outgoing
            process.standardError = outgoing
            do { try process.run() } catch {
                continuation.resume(throwing: error)
                return
            }
            // A thread of its own: the reading blocks, and the test's own threads are few.
            Thread.detachNewThread {
                incoming.fileHandleForWriting.write(Data(input.utf8))
                incoming.fileHandleForWriting.closeFile()
                let data = outgoing.fileHandleForReading.readDataToEndOfFile()
                process.waitUntilExit()
                continuation.resume(
                    returning: (process.terminationStatus, String(decoding: data, as: UTF8.self)))
            }
        }
    }
}
