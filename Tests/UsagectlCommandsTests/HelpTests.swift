import Foundation
import TestSupport
import Testing

/// The help of every command against `GoldenHelp/`; a missing text is written and the test fails.
struct HelpTests {
    static let commands: [[String]] = [
        [], ["diff"], ["reconcile"], ["explain"], ["usage"], ["report"], ["report", "list"],
        ["report", "show"], ["baseline"], ["demo"], ["approve"], ["revoke"], ["ack"], ["resend"],
        ["assign"], ["run"], ["policy"], ["policy", "check"], ["policy", "explain"],
        ["policy", "what-if"], ["policy", "schema"], ["ledger"], ["ledger", "verify"],
        ["ledger", "head"], ["ledger", "backup"], ["ledger", "export"], ["ledger", "prune"],
        ["report", "export"], ["report", "statement"], ["report", "shadow"], ["audit"],
        ["simulate"], ["init"],
        ["doctor"],
        ["health"],
    ]

    @Test(arguments: commands)
    func `the help of a command is the one that was reviewed`(_ command: [String]) async throws {
        let name = (["usagectl"] + command).joined(separator: "-")
        let golden = PackageFolder.root
            .appendingPathComponent("Tests/UsagectlCommandsTests/GoldenHelp/\(name).txt")
        try await withTemporaryFolder { folder in
            let run = try await CommandRun.usagectl(command + ["--help"], in: folder)
            #expect(run.code == 0)
            #expect(run.errors.isEmpty)
            guard let expected = try? String(contentsOf: golden, encoding: .utf8) else {
                try FileManager.default.createDirectory(
                    at: golden.deletingLastPathComponent(), withIntermediateDirectories: true)
                try run.output.write(to: golden, atomically: true, encoding: .utf8)
                Issue.record("'\(golden.lastPathComponent)' was missing and is written: review it")
                return
            }
            #expect(run.output == expected)
        }
    }

    /// Who reads one help text only learns from it how a call looks.
    @Test(arguments: commands)
    func `the help of a command has an example of it`(_ command: [String]) async throws {
        try await withTemporaryFolder { folder in
            let help = try await CommandRun.usagectl(command + ["--help"], in: folder).output
            let discussion = help.components(separatedBy: "USAGE:")[0]
            let call = (["usagectl"] + command).joined(separator: " ")
            let examples = discussion.split(separator: "\n").filter { $0.hasPrefix(call) }
            #expect(!examples.isEmpty)
            let abstract = discussion.split(separator: "\n").first ?? ""
            #expect(abstract.hasPrefix("OVERVIEW: ") && abstract.count > 20)
        }
    }

    /// The calls that a help text shows, those over several lines joined.
    private static func examples(_ help: String) -> [String] {
        help.components(separatedBy: "USAGE:")[0].replacing(/\\\n */, with: "")
            .split(separator: "\n").map(String.init).filter { $0.hasPrefix("usagectl ") }
    }

    /// A terminal of 80 columns breaks longer lines, and what is pasted from it is half a call.
    @Test(arguments: commands)
    func `an example is whole on a small terminal, and a call that is understood`(
        _ command: [String]
    ) async throws {
        try await withTemporaryFolder { folder in
            let wide = try await CommandRun.usagectl(
                command + ["--help"], in: folder, environment: ["COLUMNS": "300"])
            let small = try await CommandRun.usagectl(
                command + ["--help"], in: folder, environment: ["COLUMNS": "80"])
            let examples = Self.examples(wide.output)
            #expect(Self.examples(small.output) == examples)
            // These two need no configuration, and would do their work.
            for example in examples where !example.contains(/^usagectl (demo|simulate)/) {
                // What stands in for a head, and what the output goes to, are other programs'.
                let call = example.components(separatedBy: " | ")[0]
                    .replacing(/\$\(.*\)/, with: String(repeating: "0", count: 64))
                let run = try await CommandRun.program(
                    URL(filePath: "/bin/bash"), ["-c", call], in: folder,
                    environment: [
                        "PATH": CommandRun.executable.deletingLastPathComponent().path,
                        "CONNECT_ENDPOINT": "http://127.0.0.1:1/public/v1",
                    ])
                #expect(!run.errors.contains("Usage: "), "\(example): \(run.errors)")
            }
        }
    }

    @Test func `every command that the overview names has its help here`() async throws {
        try await withTemporaryFolder { folder in
            let overview = try await CommandRun.usagectl(["--help"], in: folder).output
            let section = overview.components(separatedBy: "SUBCOMMANDS:").dropFirst().joined()
                .components(separatedBy: "\n\n")[0]
            let named = section.split(separator: "\n").compactMap { line -> String? in
                guard line.hasPrefix("  "), !line.hasPrefix("   ") else { return nil }
                return line.split(separator: " ").first.map(String.init)
            }
            #expect(!named.isEmpty)
            #expect(Set(named).isSubset(of: Set(Self.commands.compactMap(\.first))))
        }
    }
}
