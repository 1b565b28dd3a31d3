import Foundation
import TestSupport
import Testing
import UsageModel

@testable import UsagectlCommands

/// The first configuration, made by the built command for a simulated account.
struct InitCommandTests {
    private static let now = ["--as-of", CommandBench.now.description]

    private func read(_ bench: CommandBench, _ name: String) throws -> String {
        try String(contentsOfFile: "\(bench.folder)/\(name)", encoding: .utf8)
    }

    private func initialise(
        _ bench: CommandBench, _ arguments: [String], environment: [String: String] = [:]
    ) async throws -> CommandRun {
        let config = "\(bench.folder)/usagectl.yaml"
        if FileManager.default.fileExists(atPath: config) {
            try FileManager.default.removeItem(atPath: config)
        }
        return try await CommandRun.usagectl(
            ["init", "--endpoint", bench.endpoint] + arguments + Self.now, in: bench.folder,
            environment: environment)
    }

    @Test func `what it writes is valid, observes, and owes the month that closed last`()
        async throws
    {
        try await CommandBench.with { bench in
            let run = try await initialise(
                bench, ["--name", "mine", "--api-key-file", "key", "--usage", "usage-{month}.csv"])
            #expect(run.code == 0, "\(run.errors)")
            #expect(run.errors.contains("1 active distribution contract"))
            #expect(run.errors.contains("1 pay-as-you-go product and 0 usage files"))
            #expect(run.output.contains("next: usagectl doctor"))

            let configuration = try read(bench, "usagectl.yaml")
            #expect(configuration.contains("  writes: observe\n"))
            #expect(configuration.contains("  name: mine\n"))
            let policy = try read(bench, "policies/defaults.yaml")
            #expect(policy.contains("since: 2026-10\n") && policy.contains("firstFile: approve\n"))

            #expect(try await bench.plain("policy", "check").code == 0)
            let diff = try await bench.run("diff", "-o", "json")
            #expect(diff.code == 3)
            #expect(diff.output.contains("limit.firstFile"))
            // Even somebody who asks for writes needs to say so.
            #expect(try await bench.run("reconcile").errors.contains("nothing is written"))
            #expect(await bench.writes.isEmpty)
        }
    }

    @Test func `nothing is overwritten`() async throws {
        try await CommandBench.with { bench in
            let before = try read(bench, "usagectl.yaml")
            let run = try await bench.run("init", "--no-probe")
            #expect(run.code == 64)
            #expect(run.errors.contains("is there already and is not overwritten"))
            #expect(try read(bench, "usagectl.yaml") == before)
            let paths = FileManager.default
            #expect(!paths.fileExists(atPath: "\(bench.folder)/policies"))
        }
    }

    @Test func `a key that is refused, or is not there, writes nothing`() async throws {
        try await CommandBench.with { bench in
            try bench.write("SU-000-000-000:wrong", to: "other")
            let refused = try await initialise(bench, ["--api-key-file", "other"])
            #expect(refused.code == 1)
            #expect(refused.errors.contains("HTTP 401") && refused.errors.contains("--no-probe"))
            let absent = try await initialise(bench, [])
            #expect(absent.code == 64)
            #expect(absent.errors.contains("secrets/connect-api-key"))
            for name in ["usagectl.yaml", "policies"] {
                #expect(!FileManager.default.fileExists(atPath: "\(bench.folder)/\(name)"))
            }
            #expect(try await initialise(bench, ["--no-probe"]).code == 0)
            #expect(try await bench.plain("policy", "check").code == 0)
        }
    }

    @Test func `a key in the environment is used and not written down`() async throws {
        try await CommandBench.with { bench in
            let run = try await initialise(
                bench, [], environment: ["CONNECT_API_KEY": CommandBench.apiKey])
            #expect(run.code == 0, "\(run.errors)")
            #expect(try !read(bench, "usagectl.yaml").contains(CommandBench.apiKey))
            #expect(try await bench.plain("policy", "check").code == 0)
        }
    }

    @Test(arguments: [["--name", "Not A Name"], ["--since", "2026-13"]])
    func `what is no name and no month is refused`(_ arguments: [String]) async throws {
        try await CommandBench.with { bench in
            let run = try await initialise(bench, arguments + ["--no-probe"])
            #expect(run.code == 64)
            #expect(run.errors.contains("'\(arguments[1])' is no "))
            #expect(!FileManager.default.fileExists(atPath: "\(bench.folder)/policies"))
        }
    }

    @Test func `strange paths reach the configuration as they are`() async throws {
        try await CommandBench.with { bench in
            let path = "us: age #1/{month} \"x\".csv"
            let run = try await initialise(bench, ["--no-probe", "--usage", path])
            #expect(run.code == 0)
            #expect(try await bench.plain("policy", "check").code == 0)
            #expect(try read(bench, "usagectl.yaml").contains("us: age #1/{month} \\\"x\\\".csv"))
        }
    }

    @Test func `at a terminal an empty answer takes the default`() throws {
        var answers = ["", "  mine "]
        var questions: [String] = []
        let interview = Interview { question in
            questions.append(question)
            return answers.isEmpty ? nil : answers.removeFirst()
        }
        #expect(try interview.ask("A name", default: "production") == "production")
        #expect(try interview.ask("A name", default: "production") == "mine")
        #expect(questions.first == "A name [production]: ")
        #expect(throws: CommandFailure.self) { try interview.ask("A name", default: "x") }
        #expect(try Interview(line: nil).ask("A name", default: "x") == "x")
    }
}
