import ConnectSimulator
import TestSupport
import Testing
import UsageModel

/// Faults on a real connection, in one run of the built command and in the ones after it.
struct LiveFaultTests {
    @Test(arguments: [FaultKind.lost, .drop, .unavailable, .unavailableAfter, .throttled])
    func `a platform that fails at each write once leaves one submitted file`(
        _ kind: FaultKind
    ) async throws {
        try await CommandBench.with { bench in
            await bench.host.change { simulation in
                simulation.faults.scripted = ["/usage/files", "/upload", "/submit"].map {
                    ScriptedFault(kind, method: "POST", path: $0)
                }
            }
            var codes: [Int32] = []
            while codes.last != 0, codes.count < 4 {
                codes.append(try await bench.run("reconcile").code)
            }
            #expect(codes.last == 0)
            #expect(await bench.statuses.filter { $0 != "deleted" } == ["pending"])
        }
    }

    @Test func `lists that fail now and then are read again`() async throws {
        try await CommandBench.with { bench in
            await bench.host.change { simulation in
                simulation.faults.scripted = (0..<3).map {
                    ScriptedFault(.unavailable, method: "GET", path: "/", skip: $0 * 2)
                }
            }
            #expect(try await bench.run("diff").code == 2)
            let run = try await bench.run("reconcile")
            #expect(run.code == 0)
            #expect(await bench.host.simulation.requests.filter { $0.fault != nil }.count == 3)
        }
    }

    @Test func `two commands on one ledger do not write side by side`() async throws {
        try await CommandBench.with(SimulatedAccount(contracts: 3)) { bench in
            async let first = bench.run("reconcile")
            async let second = bench.run("reconcile")
            let runs = try await [first, second]
            #expect(runs.contains { $0.code == 0 })
            for run in runs where run.code != 0 {
                #expect(run.code == 1)
                #expect(run.errors.contains("ledger.db"))
            }
            #expect(await bench.statuses == ["pending", "pending", "pending"])
        }
    }
}
