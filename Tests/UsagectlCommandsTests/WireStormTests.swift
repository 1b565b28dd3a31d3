import ConnectSimulator
import Foundation
import Ledger
import TestSupport
import Testing
import UsageModel

/// Two installations of one identity with a ledger each, the built command on a real connection,
/// every fault of the menu, lists that lag, uploads that are never done, and processes that are
/// killed at random times.
@Suite(.countsStorm)
struct WireStormTests {
    /// Rounds in all; more on a machine with time.
    private static let rounds =
        ProcessInfo.processInfo.environment["USAGECTL_WIRE_ROUNDS"].flatMap { Int($0) } ?? 24
    /// Rounds of one world, before the calm.
    private static let stormy = 4

    /// A file of the third contract that a person has submitted.
    private static let byHand = "UF-BY-HAND"
    /// A draft of the fourth contract that a person has begun: it is left alone, and nothing is made
    /// beside it.
    private static let begun = "UF-BEGUN"

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
        let account = SimulatedAccount(contracts: 4)
        let byHand = SimulatedFileSeed(
            Self.byHand, account.cell(2, 0, october), "pending",
            createdAt: CommandBench.now.adding(.seconds(-86_400)))
        let begun = SimulatedFileSeed(
            Self.begun, account.cell(3, 0, october), "draft",
            createdAt: CommandBench.now.adding(.seconds(-86_400)))
        let clock = RequestClock()
        try await CommandBench.with(account, files: [byHand, begun], clock: { clock.now }) {
            bench in
            var dice = SeededRandom(seed: UInt64(seed) + 1)
            let faults = Self.storm(&dice)
            await bench.host.change { $0.faults = faults }
            for ledger in ["first", "second"] {
                // An upload that is never done must not keep a round waiting.
                try bench.configure(
                    ledger: "\(ledger).db", wait: "1s",
                    policy: "months: {since: 2026-10}\nonDuplicate: deleteOurs")
                try FileManager.default.moveItem(
                    atPath: "\(bench.folder)/usagectl.yaml",
                    toPath: "\(bench.folder)/\(ledger).yaml")
            }
            for round in 0..<Self.stormy {
                let deaths = [Self.death(&dice), Self.death(&dice)]
                let executioner = Executioner()
                await bench.host.beforeEach { _ in executioner.meet() }
                let later = CommandBench.now.adding(.seconds(660 * round))
                await bench.host.change { $0.clockOffset = .seconds(660 * round) }
                async let first = Self.run(bench, "first", at: later, executioner, deaths[0])
                async let second = Self.run(bench, "second", at: later, executioner, deaths[1])
                let ends = try await [first, second]
                await bench.host.beforeEach(nil)
                await StormSum.current.add(ends)
                await expectAtMostOneSubmitted(bench, "seed \(seed), round \(round)")
            }
            let stormy = await bench.host.change { simulation in
                simulation.faults = FaultMenu()
                return simulation.requests
            }
            await StormSum.current.add(stormy, rounds: Self.stormy)
            await StormSum.current.add(openIntents: try await openIntents(bench))
            var decisions: [Decision] = []
            var writes = 0
            for round in Self.stormy..<(Self.stormy + 5) {
                decisions = []
                writes = await bench.host.simulation.requests.count { $0.method != "GET" }
                // Half a day on, what is still in processing counts as stuck.
                let seconds = 43_200 + 660 * round
                let later = CommandBench.now.adding(.seconds(seconds))
                await bench.host.change { $0.clockOffset = .seconds(seconds) }
                for ledger in ["first", "second"] {
                    let calm = try await bench.plain(
                        "reconcile", "--config", "\(ledger).yaml", "--as-of", later.description,
                        "-o", "json")
                    #expect([0, 2, 3].contains(calm.code), "\(calm.errors)")
                    let report = try JSONDecoder().decode(
                        DriftReport.self, from: Data(calm.output.utf8))
                    decisions += report.cells.map(\.decision)
                    #expect(report.conservation.balanced, "seed \(seed): \(report.conservation)")
                }
            }
            let last = await bench.host.simulation.requests.filter { $0.method != "GET" }
            #expect(last.count == writes, "seed \(seed): \(last[writes...].map(\.path))")
            await expectOneFileEach(bench, decisions, "seed \(seed)")
            try await expectIntents(bench, "seed \(seed)")
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

    /// After how many requests of both a process dies; nil for one that lives. Each makes some
    /// seven before its first write.
    private static func death(_ dice: inout SeededRandom) -> Int? {
        dice.fraction() < 0.3 ? nil : Int(dice.next() % 30) + 1
    }

    /// Runs a reconcile, and gives its exit code or the signal that killed it.
    private static func run(
        _ bench: CommandBench, _ ledger: String, at now: Timestamp, _ executioner: Executioner,
        _ death: Int?
    ) async throws -> Int32 {
        let running = try await RunningCommand.start(
            ["reconcile", "--config", "\(ledger).yaml", "--as-of", now.description],
            in: bench.folder)
        if let death { executioner.aim(at: running.pid, after: death) }
        let end = try await running.end()
        executioner.forget(running.pid)
        return end.code
    }

    private func expectAtMostOneSubmitted(_ bench: CommandBench, _ comment: Comment) async {
        let files = await bench.host.simulation.platform.files.filter(\.status.isSubmitted)
        let contracts = files.map(\.contractID)
        #expect(Set(contracts).count == contracts.count, comment)
    }

    /// Every write that reached the platform has its intent in one of the ledgers, and none of them
    /// was to the file that others made.
    private func expectIntents(_ bench: CommandBench, _ comment: Comment) async throws {
        var intents: [String: Int] = [:]
        var creates: [String: Int] = [:]
        for name in ["first", "second"] {
            let ledger = try Ledger.open(
                path: "\(bench.folder)/\(name).db", binding: nil, mode: .readOnly,
                at: CommandBench.now)
            #expect(try await ledger.verify().problems == [], comment)
            for number in 0..<bench.account.contracts {
                let cell = bench.account.cell(number, 0, october)
                let entries = try await ledger.entries(about: cell.description, limit: 10_000)
                for entry in entries where entry.kind == .intent {
                    let intent = try JSONDecoder().decode(
                        NotedIntent.self, from: Data(entry.body.utf8))
                    intents[intent.request, default: 0] += 1
                    if intent.step == .create { creates[cell.contract.text, default: 0] += 1 }
                }
            }
            try await ledger.close()
        }
        let requests = await bench.host.simulation.requests.filter { $0.method != "GET" }
        var writes: [String: Int] = [:]
        for request in requests { writes["\(request.method) \(request.path)", default: 0] += 1 }
        for (write, count) in writes {
            #expect(count <= intents[write] ?? 0, "\(comment): \(write) without an intent")
            #expect(!write.contains(Self.byHand) && !write.contains(Self.begun), comment)
        }
        // Deleted files stay listed: there are no more of them than intents to make one.
        let made = await bench.host.simulation.platform.files.filter {
            $0.id != Self.byHand && $0.id != Self.begun
        }
        for (contract, files) in Dictionary(grouping: made, by: \.contractID) {
            #expect(files.count <= creates[contract] ?? 0, "\(comment): \(files.map(\.id))")
        }
        #expect(Set(made.map(\.contractID)).count == 2, comment)
    }

    /// Intents of both ledgers to which nobody knows an outcome.
    private func openIntents(_ bench: CommandBench) async throws -> Int {
        var count = 0
        for name in ["first", "second"] {
            let path = "\(bench.folder)/\(name).db"
            // A process may have died before its ledger was there.
            guard FileManager.default.fileExists(atPath: path) else { continue }
            let ledger = try Ledger.open(
                path: path, binding: nil, mode: .readOnly, at: CommandBench.now)
            for number in 0..<bench.account.contracts {
                let cell = bench.account.cell(number, 0, october).description
                let entries = try await ledger.entries(about: cell, limit: 10_000)
                let ended = try entries.filter { $0.kind == .outcome }.map {
                    try JSONDecoder().decode(NotedOutcome.self, from: Data($0.body.utf8)).intent
                }
                count += entries.count { $0.kind == .intent && !ended.contains($0.seq) }
            }
            try await ledger.close()
        }
        return count
    }

    private struct NotedOutcome: Decodable { var intent: Int64 }

    /// What an entry of the ledger says of a request that is about to be sent.
    private struct NotedIntent: Decodable {
        var step: Step
        var file: String?

        var request: String {
            let path = "/usage/files" + (file.map { "/\($0)" } ?? "")
            return switch step {
            case .create: "POST \(path)"
            case .adopt: "PUT \(path)"
            case .upload, .submit, .delete: "POST \(path)/\(step.rawValue)"
            }
        }
    }

    /// One live file for each contract: submitted, or held by an upload that was never done.
    ///
    /// - Parameter decisions: of the last cycles of both installations: nothing is left to do, or a
    ///   person has to ask about an upload.
    private func expectOneFileEach(
        _ bench: CommandBench, _ decisions: [Decision], _ comment: Comment
    ) async {
        let simulation = await bench.host.simulation
        let live = simulation.platform.files.filter { $0.status != .deleted }
        #expect(live.map(\.contractID).sorted() == bench.contracts, comment)
        #expect(live.contains { $0.id == Self.byHand && $0.status == .pending }, comment)
        #expect(live.contains { $0.id == Self.begun && $0.status == .draft }, comment)
        let isDone = live.allSatisfy { $0.status == .pending || $0.id == Self.begun }
        #expect(decisions.count { $0.reason == .foreignDraft } == 2, comment)
        let left: Set<ReasonCode> = [.mismatch, .foreignDraft]
        for decision in decisions where decision.verb != .none && !left.contains(decision.reason) {
            #expect(!isDone && decision.reason == .stuck, "\(comment): \(decision)")
        }
        // Where both had a hand in a file, the one that did not upload last asks a person about its
        // rows: they are the vendor's all the same.
        for file in live where file.status == .pending && file.id != Self.byHand {
            let records = simulation.platform.records.filter { $0.fileID == file.id }
            let usage = bench.account.usage(october).filter { $0.contract.text == file.contractID }
            #expect(
                records.map { "\($0.assetID) \($0.usage)" }.sorted()
                    == usage.map { "\($0.subscription) \($0.quantity)" }.sorted(), comment)
        }
        let stuck = simulation.requests.filter { $0.fault == .stuck }.map(\.path)
        for file in live where file.status != .pending && file.id != Self.begun {
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
