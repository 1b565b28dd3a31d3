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
