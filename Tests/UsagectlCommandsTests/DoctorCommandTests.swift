import Foundation
import TestSupport
import Testing
import UsageModel

/// The doctor of the built command against a served simulator, each trouble with its remedy.
struct DoctorCommandTests {
    private struct Check: Decodable {
        var name: String
        var subject: String?
        var outcome: String
        var message: String
        var remedy: String?
    }

    private struct Answer: Decodable {
        var healthy: Bool
        var checks: [Check]

        func of(_ name: String) -> Check? { checks.first { $0.name == name } }
    }

    private func examine(
        _ bench: CommandBench, _ arguments: String..., environment: [String: String] = [:]
    ) async throws -> (code: Int32, answer: Answer) {
        let run = try await CommandRun.usagectl(
            ["doctor", "-o", "json", "--as-of", CommandBench.now.description] + arguments,
            in: bench.folder, environment: environment)
        return (run.code, try JSONDecoder().decode(Answer.self, from: Data(run.output.utf8)))
    }

    private func protectKey(_ bench: CommandBench) throws {
        try FileManager.default.setAttributes(
            [.posixPermissions: 0o600], ofItemAtPath: "\(bench.folder)/key")
    }

    @Test func `where all is well every check says so, and nothing is written`() async throws {
        try await CommandBench.with(clock: { CommandBench.now }) { bench in
            try protectKey(bench)
            #expect(try await bench.run("diff").code == 2)
            let (code, answer) = try await examine(bench)
            #expect(code == 0 && answer.healthy)
            #expect(
                answer.checks.map(\.name) == [
                    "configuration", "policies", "status", "key", "connect", "clock", "account",
                    "source", "ledger",
                ])
            // The two clocks drift apart by the seconds that a loaded machine takes.
            for check in answer.checks where check.name != "clock" {
                #expect(check.outcome == "ok" && check.remedy == nil, "\(check)")
            }
            #expect(answer.of("clock")?.outcome != "problem")
            #expect(
                answer.of("connect")?.message.contains("1 active distribution contract") == true)
            #expect(answer.of("account")?.message.contains("1 cell is owed") == true)
            #expect(answer.of("source")?.message == "vouches for 2026-10")
            #expect(await bench.writes.isEmpty)
            let table = try await bench.run("doctor")
            #expect(table.code == 0 && table.output.contains("✓ ledger"))
            #expect(table.output.contains("✓ source metering  vouches for 2026-10\n"))
        }
    }

    @Test func `where there is no configuration it says how one is made`() async throws {
        try await withTemporaryFolder { folder in
            let run = try await CommandRun.usagectl(["doctor"], in: folder)
            #expect(run.code == 64)
            #expect(run.output.contains("✗ configuration"))
            #expect(run.output.contains("→ 'usagectl init' writes one"))
        }
    }

    @Test func `a mistake in the configuration is shown with its place`() async throws {
        try await CommandBench.with { bench in
            try bench.configure(more: "  lop: {interval: 1h}")
            let (code, answer) = try await examine(bench)
            #expect(code == 64 && !answer.healthy)
            let message = try #require(answer.of("configuration")?.message)
            #expect(message.contains("usagectl.yaml:") && message.contains("did you mean 'loop'"))
            #expect(answer.checks.last?.outcome == "skipped")
        }
    }

    @Test func `an address that cannot be asked is no trouble of the key`() async throws {
        try await CommandBench.with { bench in
            let path = "\(bench.folder)/usagectl.yaml"
            let text = try String(contentsOfFile: path, encoding: .utf8)
            try bench.write(
                text.replacing(bench.endpoint, with: "http://connect.example/public/v1"),
                to: "usagectl.yaml")
            let (code, answer) = try await examine(bench)
            #expect(code == 64 && answer.of("key") == nil)
            let check = try #require(answer.of("connect"))
            #expect(check.outcome == "problem" && check.message.contains("connect.example"))
        }
    }

    @Test func `a key that Connect refuses is 1`() async throws {
        try await CommandBench.with { bench in
            try bench.write("SU-000-000-000:wrong", to: "key")
            let (code, answer) = try await examine(bench)
            #expect(code == 1)
            let check = try #require(answer.of("connect"))
            #expect(check.outcome == "problem" && check.message.contains("HTTP 401"))
            #expect(check.remedy?.contains("permissions") == true)
        }
    }

    @Test func `a key file that is not there is 64`() async throws {
        try await CommandBench.with { bench in
            let (code, answer) = try await examine(bench, "--api-key-file", "nowhere")
            #expect(code == 64)
            #expect(answer.of("key")?.message.contains("'nowhere'") == true)
            #expect(answer.of("connect")?.outcome == "skipped")
        }
    }

    @Test func `a key that everybody can read is a warning`() async throws {
        try await CommandBench.with { bench in
            try FileManager.default.setAttributes(
                [.posixPermissions: 0o644], ofItemAtPath: "\(bench.folder)/key")
            let (code, answer) = try await examine(bench)
            #expect(code == 0 && answer.healthy)
            #expect(answer.of("key")?.outcome == "warning")
            #expect(answer.of("key")?.remedy?.hasPrefix("chmod o-r") == true)
        }
    }

    @Test func `an endpoint that nobody answers at is 1`() async throws {
        try await CommandBench.with { bench in
            let port = try await FreePort.any()
            let (code, answer) = try await examine(
                bench, environment: ["CONNECT_ENDPOINT": "http://127.0.0.1:\(port)/public/v1"])
            #expect(code == 1)
            #expect(answer.of("connect")?.message.contains("connection refused") == true)
            #expect(answer.of("connect")?.remedy?.contains("spec.connect.endpoint") == true)
        }
    }

    @Test func `a clock that is an hour off is 4`() async throws {
        let late = CommandBench.now.adding(.seconds(-3600))
        try await CommandBench.with(clock: { late }) { bench in
            let (code, answer) = try await examine(bench)
            #expect(code == 4)
            #expect(answer.of("clock")?.outcome == "problem")
            #expect(answer.of("clock")?.remedy?.contains("NTP") == true)
        }
    }

    @Test func `a month without usage files is a warning, never a zero`() async throws {
        try await CommandBench.with { bench in
            try FileManager.default.removeItem(atPath: "\(bench.folder)/usage-2026-10.csv")
            let (code, answer) = try await examine(bench)
            #expect(code == 0)
            let check = try #require(answer.of("source"))
            #expect(check.outcome == "warning" && check.subject == "metering")
            #expect(check.message.contains("cannot vouch for 2026-10 of 1 of 1 products"))
        }
    }

    @Test func `a ledger of another installation is 4`() async throws {
        try await CommandBench.with { bench in
            #expect(try await bench.run("diff").code == 2)
            let text = try String(contentsOfFile: "\(bench.folder)/usagectl.yaml", encoding: .utf8)
            try bench.write(text.replacing("name: tests", with: "name: other"), to: "usagectl.yaml")
            let (code, answer) = try await examine(bench)
            #expect(code == 4)
            #expect(answer.of("ledger")?.outcome == "problem")
            #expect(answer.of("ledger")?.remedy?.contains("baseline --confirm") == true)
        }
    }

    @Test func `a ledger that was cut off is 1`() async throws {
        try await CommandBench.with { bench in
            try bench.write("not a database at all, whatever its name says", to: "ledger.db")
            let (code, answer) = try await examine(bench)
            #expect(code == 1)
            #expect(answer.of("ledger")?.outcome == "problem")
        }
    }

    @Test func `contracts that vanished keep an observation from being proven`() async throws {
        try await CommandBench.with(SimulatedAccount(contracts: 3)) { bench in
            #expect(try await bench.run("diff").code == 2)
            await bench.loseContract()
            let (code, answer) = try await examine(bench)
            #expect(code == 4)
            #expect(answer.of("account")?.message.contains("contracts are listed") == true)
        }
    }
}
