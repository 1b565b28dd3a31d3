import ConnectSimulator
import TestSupport
import Testing
import UsageModel

/// What `baseline` accepts of usage files that are gone.
struct BaselineCommandTests {
    @Test func `a submitted file that is gone stops all writes until a person names it`()
        async throws
    {
        try await CommandBench.with(SimulatedAccount(contracts: 2)) { bench in
            #expect(try await bench.run("reconcile").code == 0)
            let files = await bench.host.simulation.platform.files.map(\.id)
            let (gone, other) = (try #require(files.first), try #require(files.last))
            try #require(gone != other)
            await bench.lose(gone)

            let diff = try await bench.run("diff")
            #expect(diff.code == 4)
            let way = "usagectl baseline --confirm --gone \(gone)"
            #expect((diff.output + diff.errors).contains(way), "\(diff.errors)")

            // Not by the way, and nothing that is still there.
            let unnamed = try await bench.plain("baseline", "--confirm")
            #expect(unnamed.code == 4)
            #expect(unnamed.errors.contains(way), "\(unnamed.errors)")
            let wrong = try await bench.plain(
                "baseline", "--confirm", "--gone", "\(gone)", "--gone", "\(other)")
            #expect(wrong.code == 64)
            #expect(wrong.errors.contains("'\(other)' is not a submitted usage file that is gone"))
            #expect(try await bench.run("diff").code == 4)

            let named = try await bench.plain(
                "baseline", "--confirm", "--gone", "\(gone)", "--by", "ann")
            #expect(named.code == 0, "\(named.errors)")
            #expect(named.output.contains("forgotten: \(gone)"))
            let after = try await bench.run("diff")
            #expect(after.code == 2)
            #expect(after.output.contains("missing.noFile"))
            #expect(try await bench.run("reconcile").code == 0)
            #expect(await bench.statuses == ["pending", "pending"])
            #expect(try await bench.plain("ledger", "verify").code == 0)
        }
    }
}

extension CommandBench {
    /// Takes a usage file out of the world, as if it had never been there.
    func lose(_ file: String) async {
        await change { $0.files.removeAll { $0["id"]?.string == file } }
    }
}
