import Foundation
import TestSupport
import Testing
import UsageModel

/// `usage CELL --from`: a file or standard input in place of what the source reads.
struct UsageInputTests {
    /// Writes usage of October with a quantity that the configured source does not have.
    private static func writeOther(_ bench: CommandBench, _ name: String) throws {
        var usage = bench.account.usage(october)
        usage[0].quantity = ExactDecimal(777)
        try bench.write(SimulatedUsage.csv(usage), to: name)
    }

    @Test func `a file is read in place of the source, whatever letters its name has`() async throws
    {
        try await CommandBench.with { bench in
            try Self.writeOther(bench, "other [1] {x}.csv")
            let run = try await bench.run(
                "usage", bench.cell.description, "--from", "other [1] {x}.csv")
            #expect(run.code == 0)
            #expect(run.output.contains("777"))
            #expect(run.output.contains("other [1] {x}.csv:2"))
            let plain = try await bench.run("usage", bench.cell.description)
            #expect(!plain.output.contains("777"))
        }
    }

    @Test func `text that begins as an archive would is text`() async throws {
        try await CommandBench.with { bench in
            let usage = SimulatedUsage.csv(bench.account.usage(october))
            let lines = usage.split(separator: "\n").enumerated().map { index, line in
                (index == 0 ? "PK_ID," : "\(index),") + line
            }
            try bench.write(lines.joined(separator: "\n") + "\n", to: "other.csv")
            let command =
                "cat other.csv | '\(CommandRun.executable.path)' usage \(bench.cell) --from - "
                + "--as-of \(CommandBench.now)"
            let run = try await CommandRun.program(
                URL(filePath: "/bin/sh"), ["-c", command], in: bench.folder,
                environment: ["COLUMNS": "100", "PATH": "/usr/bin:/bin"])
            #expect(!run.errors.contains("not a zip"), "\(run.errors)")
            #expect(run.output.contains("standard input:2"), "\(run.errors)")
        }
    }

    @Test func `standard input is read to its end`() async throws {
        try await CommandBench.with { bench in
            try Self.writeOther(bench, "other.csv")
            let command =
                "cat other.csv | '\(CommandRun.executable.path)' usage \(bench.cell) --from - "
                + "--as-of \(CommandBench.now)"
            let run = try await CommandRun.program(
                URL(filePath: "/bin/sh"), ["-c", command], in: bench.folder,
                environment: ["COLUMNS": "100", "PATH": "/usr/bin:/bin"])
            #expect(run.code == 0)
            #expect(run.output.contains("777"))
            #expect(run.output.contains("standard input:2"))
        }
    }

    /// One record of October with a quantity that the configured source does not have.
    private static func record(_ bench: CommandBench) -> String {
        let usage = bench.account.usage(october)[0]
        return """
            {"product_id": "\(usage.product)", "subscription_id": "\(usage.subscription)",
             "item_mpn": "\(usage.mpn)", "quantity": 777, "start_time_utc": "2026-10-01",
             "end_time_utc": "2026-10-31"}
            """
    }

    @Test func `records are looked for where the source has them`() async throws {
        try await CommandBench.with { bench in
            let path = "\(bench.folder)/usagectl.yaml"
            let text = try String(contentsOfFile: path, encoding: .utf8)
            try bench.write(
                text.replacing(
                    #"path: "usage-{month}.csv""#,
                    with: #"path: "usage-{month}.json", recordsAt: data.items"#),
                to: "usagectl.yaml")
            try bench.write(
                "{\"data\": {\"items\": [\(Self.record(bench))]}}", to: "other.json")
            let file = try await bench.run(
                "usage", bench.cell.description, "--from", "other.json")
            #expect(file.code == 0 && file.output.contains("777"), "\(file.errors)")
            // A document that goes on over lines, though it begins as a line of JSON lines does.
            let piped = try await pipe("other.json", in: bench)
            #expect(piped.code == 0 && piped.output.contains("777"), "\(piped.errors)")
        }
    }

    @Test func `JSON lines are told from a document`() async throws {
        try await CommandBench.with { bench in
            let line = Self.record(bench).replacing("\n", with: " ")
            try bench.write(line + "\n", to: "other.jsonl")
            let piped = try await pipe("other.jsonl", in: bench)
            #expect(piped.code == 0 && piped.output.contains("777"), "\(piped.errors)")
        }
    }

    private func pipe(_ file: String, in bench: CommandBench) async throws -> CommandRun {
        let command =
            "cat \(file) | '\(CommandRun.executable.path)' usage \(bench.cell) --from - "
            + "--as-of \(CommandBench.now)"
        return try await CommandRun.program(
            URL(filePath: "/bin/sh"), ["-c", command], in: bench.folder,
            environment: ["COLUMNS": "100", "PATH": "/usr/bin:/bin"])
    }

    @Test func `a file that is not there and packed input are refused`() async throws {
        try await CommandBench.with { bench in
            let missing = try await bench.run("usage", bench.cell.description, "--from", "no.csv")
            #expect(missing.code == 64)
            #expect(missing.errors.contains("there is no file 'no.csv' to read usage from"))
            let command =
                "printf '\\037\\213' | '\(CommandRun.executable.path)' usage \(bench.cell) --from - "
                + "--as-of \(CommandBench.now)"
            let packed = try await CommandRun.program(
                URL(filePath: "/bin/sh"), ["-c", command], in: bench.folder,
                environment: ["PATH": "/usr/bin:/bin"])
            #expect(packed.code == 64)
            #expect(packed.errors.contains("unpack it on the way"))
        }
    }
}
