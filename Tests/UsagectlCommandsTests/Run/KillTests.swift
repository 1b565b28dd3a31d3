import ConnectSimulator
import Foundation
import Ledger
import TestSupport
import Testing
import UsageModel

/// The built command, killed without a word while it reads and writes.
@Suite(.timeLimit(.minutes(5)))
struct KillTests {
    private static let contracts = 150

    @Test func `a hundred deaths lose no entry, and nobody is billed twice`() async throws {
        let clock = RequestClock()
        try await CommandBench.with(
            SimulatedAccount(contracts: Self.contracts), clock: { clock.now }
        ) { bench in
            let path = "\(bench.folder)/ledger.db"
            var random = SeededGenerator(seed: 4)
            var head = String(repeating: "0", count: 64)
            var deaths = 0
            var deathsAfterWrites = 0
            // A cycle that has nothing left to do may end before its turn to die.
            for _ in 0..<200 where deaths < 100 {
                // Some seven requests read the account; what follows writes.
                let executioner = Executioner()
                await bench.host.beforeEach { _ in executioner.meet() }
                let death = Int.random(in: 1...18, using: &random)
                let before = await bench.writes.count
                let running = try await RunningCommand.start(
                    ["reconcile", "--as-of", CommandBench.now.description], in: bench.folder)
                executioner.aim(at: running.pid, after: death)
                let run = try await running.end()
                if run.code == SIGKILL { deaths += 1 }
                if run.code == SIGKILL, await bench.writes.count > before { deathsAfterWrites += 1 }
                guard FileManager.default.fileExists(atPath: path) else { continue }
                let ledger = try Ledger.open(
                    path: path, binding: nil, mode: .readOnly, at: CommandBench.now)
                let verified = try await ledger.verify(head: head)
                #expect(verified.problems == [])
                head = verified.head
            }
            #expect(deaths == 100)
            #expect(deathsAfterWrites > 40, "\(deathsAfterWrites)")
            await bench.host.beforeEach(nil)
            var last: Int32 = 1
            for _ in 0..<8 where last != 0 { last = try await bench.run("reconcile").code }
            #expect(last == 0)
            let submitted = await bench.statuses.filter { $0 == "pending" }
            #expect(submitted.count == Self.contracts)
            for contract in stride(from: 0, to: Self.contracts, by: 10) {
                let cell = bench.account.cell(contract, 0, october).description
                #expect(try await bench.plain("audit", cell).code == 0, "\(cell)")
            }
        }
    }
}
