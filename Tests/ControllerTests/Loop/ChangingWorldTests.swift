import ConnectSimulator
import Controller
import Reconciliation
import TestSupport
import Testing
import UsageModel

/// Two hundred cycles of one controller in a world that changes: the provider answers, people act
/// by hand, contracts end, listings go, months close.
struct ChangingWorldTests {
    private static let contracts = 3

    @Test(arguments: 1...4)
    func `a changing world is held in sync unattended`(_ seed: Int) async throws {
        let account = SimulatedAccount(contracts: Self.contracts, products: 2, subscriptions: 2)
        try await ReconcilerHarness.with(
            account, policy: "months: {since: 2026-09, autoWithin: 12}\nsubmit: automatic"
        ) { harness in
            var running = harness
            running.memory = ObservationMemory(fullProofEvery: .seconds(86_400))
            running.concurrency = 1
            try harness.deliver(account.usage(september), for: september)
            var hands = ChangingHands(running, seed: UInt64(seed))
            for cycle in 0..<200 {
                try await hands.change()
                let report = try await running.reconcile()
                #expect(report.observation.complete, "cycle \(cycle) of seed \(seed)")
                #expect(report.conservation.balanced, "cycle \(cycle) of seed \(seed)")
                hands.expectNothingTwice("cycle \(cycle) of seed \(seed)")
                running.clock.advance(by: .seconds(6 * 3600))
            }
            hands.expectEveryKindOfChange()
            try await hands.expectCalm(after: running)
        }
    }
}

/// What happens to the world between two cycles, by a seeded dice.
private struct ChangingHands {
    enum Change: CaseIterable {
        case accept, reject, close, deleteByHand, uploadByHand, endContract, unlist, deliver
        case nothing
    }

    private let harness: ReconcilerHarness
    private var dice: SeededRandom
    private var counts: [Change: Int] = [:]
    private var delivered = october
    private var made = 0

    init(_ harness: ReconcilerHarness, seed: UInt64) {
        self.harness = harness
        dice = SeededRandom(seed: seed)
    }

    private mutating func pick<Element>(_ elements: [Element]) -> Element? {
        elements.isEmpty ? nil : elements[Int(dice.fraction() * Double(elements.count))]
    }

    mutating func change() async throws {
        try deliverWhatIsDue()
        guard let change = pick(Change.allCases), perform(change) else { return }
        counts[change, default: 0] += 1
    }

    /// Whether it could be done.
    private mutating func perform(_ change: Change) -> Bool {
        switch change {
        case .accept: return act("accept", on: "pending")
        case .reject: return dice.fraction() < 0.3 && act("reject", on: "pending")
        case .close: return act("close", on: "accepted")
        case .deleteByHand: return act("delete", on: "invalid")
        case .uploadByHand: return uploadByHand()
        case .endContract: return counts[.endContract] == nil && end("contract")
        case .unlist: return counts[.unlist] == nil && end("listing")
        case .deliver, .nothing: return true
        }
    }

    /// The vendor's usage of a month comes when the month is over.
    private mutating func deliverWhatIsDue() throws {
        let now = BillingMonth(of: harness.clock.now.date)
        guard delivered.next < now else { return }
        delivered = delivered.next
        try harness.deliver(harness.account.usage(delivered), for: delivered)
    }

    private mutating func act(_ action: String, on status: String) -> Bool {
        let files = harness.files.filter { $0.status.word == status }.map(\.id)
        guard let file = pick(files) else { return false }
        harness.act(action, file)
        return true
    }

    /// A person's draft in the portal, for a month that nobody has reported yet.
    private mutating func uploadByHand() -> Bool {
        made += 1
        let cell = harness.account.cell(0, 1, delivered.next)
        let seed = SimulatedFileSeed(
            "UF-hand-\(made)", cell, "draft", createdAt: harness.clock.now)
        harness.transport.change { simulation in
            var world = simulation.platform.world
            world.files.append(seed.json)
            simulation.replaceWorld(world)
        }
        return true
    }

    private func end(_ what: String) -> Bool {
        let now = harness.clock.now
        harness.transport.change { simulation in
            var world = simulation.platform.world
            if what == "listing" {
                world.listings[0]["status"] = "unlisted"
            } else {
                let last = world.contracts.count - 1
                world.contracts[last]["status"] = "terminated"
                world.contracts[last]["events"]?["terminated"] = ["at": .string(now.description)]
            }
            simulation.replaceWorld(world)
        }
        return true
    }

    // MARK: What must hold

    func expectNothingTwice(_ comment: Comment) {
        let submitted = harness.files.filter(\.status.isSubmitted)
        let cells = Dictionary(grouping: submitted) { file in
            "\(file.contractID) \(file.productID) "
                + (file.detail.value(at: "period.from")?.string ?? "")
        }
        #expect(cells.values.allSatisfy { $0.count == 1 }, comment)
    }

    /// A dice that never threw some change would show nothing of it.
    func expectEveryKindOfChange() {
        for change in [Change.accept, .close, .uploadByHand, .endContract, .unlist, .deliver] {
            #expect(counts[change] != nil, "\(change) never happened")
        }
    }

    /// Once nothing changes any more, a further cycle has nothing to do, and what is left is held.
    func expectCalm(after harness: ReconcilerHarness) async throws {
        try await harness.reconcile()
        let writes = harness.writes.count
        let report = try await harness.reconcile()
        #expect(harness.writes.count == writes)
        #expect(report.summary.actionable == 0)
        #expect(report.cells.contains { $0.state == .inSync })
        #expect(report.cells.allSatisfy { $0.decision.verb != .hold || $0.decision.next != nil })
    }
}
