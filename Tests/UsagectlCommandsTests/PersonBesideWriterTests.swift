import ConnectSimulator
import Ledger
import TestSupport
import Testing
import UsageModel

/// A person's commands while another process, as `run` does, has the ledger to itself.
struct PersonBesideWriterTests {
    @Test func `every act of a person is taken while another process holds the ledger`()
        async throws
    {
        let policy = "months: {since: 2026-10}\nlimits: {firstFile: approve}"
        try await CommandBench.with(policy: policy) { bench in
            #expect(try await bench.run("diff").code == 3)
            let writer = try Ledger.open(
                path: "\(bench.folder)/ledger.db", binding: nil, mode: .exclusive,
                at: CommandBench.now)
            let cell = bench.cell.description
            let before = try await writer.lastAct
            #expect(before == 0)

            let refused = try await bench.run("reconcile")
            #expect(refused.code == 1)
            #expect(refused.errors.contains("is in use by process"))
            for arguments in [
                ["ack", cell, "--reason", "known", "--until", "2027-01-01"], ["resend", cell],
                ["assign", "UF-2026-10-0000-0001", cell], ["revoke", cell],
                ["baseline", "--confirm"],
            ] {
                let last = try await writer.lastAct
                let run = try await CommandRun.usagectl(arguments, in: bench.folder)
                #expect(run.code == 0, "\(arguments): \(run.errors)")
                #expect(try await writer.lastAct > last, "\(arguments)")
            }
            let last = try await writer.lastAct
            let approved = try await bench.run("approve", cell, "--confirm", "1", "--by", "ann")
            #expect(approved.code == 0, "\(approved.errors)")
            #expect(try await writer.lastAct == last + 1)
            #expect(try await writer.knowledge().approvals[bench.cell]?.map(\.by) == ["ann"])
            #expect(try await writer.verify().problems == [])
        }
    }
}
