import Foundation
import TestSupport
import Testing

/// The README's trial against the served simulator, which its page cannot run as it stands: one
/// command of it runs until it is stopped.
@Suite(.timeLimit(.minutes(5)))
struct WithoutAnAccountTests {
    @Test func `a reader without an account comes to a first diff`() async throws {
        let block = try #require(
            try DocumentPages.blocks(of: "README.md").first {
                $0.reasonNotRun?.contains("WithoutAnAccountTests") == true
            })
        let calls = block.commands.map(\.call)
        let serve = "swift run --package-path ../usagectl connect-simulator "
        try #require(calls.first?.hasPrefix(serve) == true)
        let simulator = CommandRun.executable.deletingLastPathComponent()
            .appendingPathComponent("connect-simulator").path
        let port = try await FreePort.any()
        let lines = calls.map {
            $0.replacing(serve, with: "'\(simulator)' ").replacing("8090", with: "\(port)")
        }
        let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
        try await withTemporaryFolder { folder in
            let script = """
                exec 3< <(exec \(lines[0]))
                trap 'kill $!' EXIT
                read -r served <&3
                \(lines.dropFirst().joined(separator: " || exit\n"))
                """
            let run = try await CommandRun.program(
                URL(filePath: "/bin/bash"), ["-c", script], in: folder,
                environment: [
                    "PATH": "\(CommandRun.executable.deletingLastPathComponent().path):\(path)",
                    "COLUMNS": "100", "HOME": folder,
                ])
            // The last line is the diff; what it shows waits for a person.
            #expect(run.code == 3, "\(run.output)\(run.errors)")
            #expect(run.output.contains("○ missing  limit.firstFile"))
            #expect(!run.errors.contains("can be read by everybody"))
        }
    }
}
