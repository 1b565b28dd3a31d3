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
