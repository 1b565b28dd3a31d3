import ConnectSimulator
import Foundation
import Programs
import TestSupport
import Testing
import UsageModel

/// Two installations of one identity with a ledger each, the built command on a real connection,
/// every fault of the menu, lists that lag, uploads that are never done, and processes that are
/// killed at random times.
struct WireStormTests {
    /// Rounds in all; more on a machine with time.
    private static let rounds =
        ProcessInfo.processInfo.environment["USAGECTL_WIRE_ROUNDS"].flatMap { Int($0) } ?? 24
    /// Rounds of one world, before the calm.
    private static let stormy = 4

    /// Worlds at one time: more would only wait for each other.
    private static let width = 6

    @Test(arguments: 0..<width)
    func `two installations that are killed at random leave one submitted file`(
        _ first: Int
    ) async throws {
        for seed in stride(from: first, to: max(1, Self.rounds / Self.stormy), by: Self.width) {
            try await survive(seed)
        }
    }

    private func survive(_ seed: Int) async throws {
        try await CommandBench.with(SimulatedAccount(contracts: 2)) { bench in
            var dice = SeededRandom(seed: UInt64(seed) + 1)
            let faults = Self.storm(&dice)
            await bench.host.change { $0.faults = faults }
            for ledger in ["first", "second"] {
                // An upload that is never done must not keep a round waiting.
                try bench.configure(ledger: "\(ledger).db", wait: "1s")
                try FileManager.default.moveItem(
                    atPath: "\(bench.folder)/usagectl.yaml",
                    toPath: "\(bench.folder)/\(ledger).yaml")
            }
            for round in 0..<Self.stormy {
                let delays = [Int(dice.next() % 900) + 20, Int(dice.next() % 900) + 20]
                let later = CommandBench.now.adding(.seconds(660 * round))
                await bench.host.change { $0.clockOffset = .seconds(660 * round) }
                async let first: Void = Self.run(bench, "first", at: later, killAfter: delays[0])
                async let second: Void = Self.run(bench, "second", at: later, killAfter: delays[1])
                _ = try await (first, second)
                await expectAtMostOneSubmitted(bench, "seed \(seed), round \(round)")
            }
            await bench.host.change { $0.faults = FaultMenu() }
            for round in Self.stormy..<(Self.stormy + 5) {
                // Half a day on, what is still in processing counts as stuck.
                let seconds = 43_200 + 660 * round
                let later = CommandBench.now.adding(.seconds(seconds))
                await bench.host.change { $0.clockOffset = .seconds(seconds) }
                for ledger in ["first", "second"] {
                    let calm = try await bench.plain(
                        "reconcile", "--config", "\(ledger).yaml", "--as-of", later.description)
                    #expect([0, 2].contains(calm.code), "\(calm.errors)")
                }
            }
            await expectOneFileEach(bench, "seed \(seed)")
        }
    }

    private static func storm(_ dice: inout SeededRandom) -> FaultMenu {
        var menu = FaultMenu(seed: dice.next())
        for kind in [FaultKind.lost, .drop, .unavailable, .unavailableAfter, .throttled] {
            menu.rates[kind] = dice.fraction() * 0.08
        }
        menu.rates[.stuck] = dice.fraction() * 0.04
        // Longer than the platform takes over an upload, shorter than most processes live.
        if dice.fraction() < 0.5 { menu.lag = .milliseconds(Int64(dice.next() % 600)) }
        return menu
    }

    /// Runs a reconcile; kills it the hard way after some milliseconds.
    private static func run(
        _ bench: CommandBench, _ ledger: String, at now: Timestamp, killAfter: Int
    ) async throws {
        _ = try await Program.run(
            ProgramCall(
                program: CommandRun.executable.path,
                arguments: [
                    "reconcile", "--config", "\(ledger).yaml", "--as-of", now.description,
                ], environment: [:], folder: bench.folder), killedAfter: .milliseconds(killAfter))
    }

    private func expectAtMostOneSubmitted(_ bench: CommandBench, _ comment: Comment) async {
        let files = await bench.host.simulation.platform.files.filter(\.status.isSubmitted)
        let contracts = files.map(\.contractID)
        #expect(Set(contracts).count == contracts.count, comment)
    }

    /// One live file for each contract: submitted, or held by an upload that was never done.
    private func expectOneFileEach(_ bench: CommandBench, _ comment: Comment) async {
        let simulation = await bench.host.simulation
        let live = simulation.platform.files.filter { $0.status != .deleted }
        #expect(live.map(\.contractID).sorted() == bench.contracts, comment)
        let stuck = simulation.requests.filter { $0.fault == .stuck }.map(\.path)
        for file in live where file.status != .pending {
            #expect(file.status.isInFlight, comment)
            #expect(stuck.contains("/usage/files/\(file.id)/upload"), comment)
        }
    }
}

extension CommandBench {
    /// The ids of all contracts, sorted.
    fileprivate var contracts: [String] {
        (0..<account.contracts).map { SimulatedAccount.contract($0).text }.sorted()
    }
}
