import ConnectSimulator
import Foundation
import Ledger
import TestSupport
import Testing
import UsageModel

/// `diff --deep` as a person or a job runs it.
struct DeepDiffCommandTests {
    @Test func `rows are checked by the platform once their number is confirmed`() async throws {
        try await CommandBench.with { bench in
            let unasked = try await bench.run("diff", "--deep")
            #expect(unasked.code == 64)
            #expect(unasked.errors.contains("expected --confirm 1; nothing was staged"))
            let wrong = try await bench.run("diff", "--deep", "--confirm", "2")
            #expect(wrong.code == 64)
            #expect(wrong.errors.contains("it would be 1 cell; nothing was staged"))
            #expect(await bench.writes.isEmpty)

            let run = try await bench.run("diff", "--deep", "--confirm", "1")
            #expect(run.code == 2, "\(run.errors)")
            #expect(run.output.contains("staged, and deleted again"))
            #expect(run.output.contains("accepted  \(bench.cell)  1 row"))
            #expect(await bench.statuses == ["deleted"])
            let ledger = try await bench.plain("ledger", "verify")
            #expect(ledger.code == 0, "\(ledger.output)")
        }
    }

    @Test func `what the platform says stands in the JSON`() async throws {
        try await CommandBench.with { bench in
            let run = try await bench.run("diff", "--deep", "--confirm", "1", "-o", "json")
            let cells = try #require(try run.json()["cells"] as? [[String: Any]])
            let staged = try #require(cells.first?["staged"] as? [String: Any])
            #expect(staged["result"] as? String == "accepted")
            #expect(staged["rows"] as? Int == 1)
            #expect(staged["removed"] as? Bool == true)
        }
    }

    @Test func `it works beside a process that has the ledger, and says what is not recorded`()
        async throws
    {
        try await CommandBench.with { bench in
            _ = try await bench.run("diff")
            let writer = try Ledger.open(
                path: "\(bench.folder)/ledger.db", binding: nil, mode: .exclusive,
                at: CommandBench.now)
            let run = try await bench.run("diff", "--deep", "--confirm", "1")
            #expect(run.code == 2, "\(run.errors)")
            #expect(run.errors.contains("the report is not recorded"))
            #expect(await bench.statuses == ["deleted"])
            let kinds = try await writer.entries(about: bench.cell.description).map(\.kind)
            #expect(kinds.filter { $0 == .probe }.count == 3)
            #expect(kinds.filter { $0 == .probeOutcome }.count == 3)
        }
    }

    @Test(arguments: [
        (["--confirm", "1"], "are for --deep"), (["--deep-limit", "3"], "are for --deep"),
        (["--deep", "--deep-limit", "0"], "expected a number from 1 to 100"),
        (["--deep", "-o", "csv"], "expected -o table, json, yaml or html"),
    ])
    func `what makes no sense is refused before anything is read`(
        arguments: [String], words: String
    ) async throws {
        try await CommandBench.with { bench in
            let run = try await CommandRun.usagectl(["diff"] + arguments, in: bench.folder)
            #expect(run.code == 64)
            #expect(run.errors.contains(words), "\(run.errors)")
            #expect(await bench.host.simulation.requests.isEmpty)
        }
    }
}
