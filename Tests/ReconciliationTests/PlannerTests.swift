import Policy
import Reconciliation
import TestSupport
import Testing
import UsageModel

@Suite("The planner")
struct PlannerTests {
    /// All of a plan that can be compared.
    private struct Line: Equatable {
        var cell: Cell
        var assessment: Assessment
        var files: [PlacedFile]
        var isOverdue: Bool
        var fields: FileFields?
        var periodless: Set<UsageFileID>

        init(_ planned: PlannedCell) {
            cell = planned.cell
            assessment = planned.assessment
            files = planned.files
            isOverdue = planned.isOverdue
            fields = planned.fields
            periodless = planned.periodless
        }
    }

    /// A world of some contracts, products and months with files and usage of every kind.
    private static func anyWorld(_ random: inout SeededGenerator) -> ObservedWorld {
        var world = ObservedWorld()
        world.policy.months.since = month("2026-07")
        world.policy.onDuplicate = random.oneIn(2) ? .deleteOurs : .hold
        world.contracts = (0..<3).map { index in
            Contract(
                id: ContractID("CRD-\(index)"), status: random.oneIn(5) ? "terminated" : "active",
                marketplace: ObservedWorld.marketplace,
                events: ContractEvents(created: instant("2026-0\(6 + index)-15")))
        }
        world.products = (0..<2).map { index in
            Product(
                id: ProductID("PRD-\(index)"),
                payAsYouGo: PayAsYouGo(schema: index == 0 ? .quantity : .price))
        }
        world.listings = []
        for contract in world.contracts {
            for product in world.products {
                addPair(contract.id, product.id, to: &world, &random)
            }
        }
        return world
    }

    private static func addPair(
        _ contract: ContractID, _ product: ProductID, to world: inout ObservedWorld,
        _ random: inout SeededGenerator
    ) {
        for index in 0..<(random.oneIn(3) ? 2 : 1) {
            world.listings.append(
                Listing(
                    id: "LST-\(contract)-\(product)-\(index)",
                    status: random.oneIn(4) ? "unlisted" : "listed", contract: contract,
                    product: product, created: instant("2026-0\(8 - index)-02"),
                    provider: Account(id: AccountID("PA-\(index)"))))
        }
        for name in ["2026-07", "2026-08", "2026-09", "2026-10"] {
            let cell = ObservedWorld.cell(name, contract: contract, product: product)
            for _ in 0..<Int.random(in: 0...2, using: &random) {
                world.files.append(anyFile(in: cell, number: world.files.count, &random))
            }
            switch Int.random(in: 0..<4, using: &random) {
            case 0: world.deliver(to: cell)
            case 1: world.answer(.zero, for: cell)
            case 2: world.answer(.unknown("gone"), for: cell)
            default: break
            }
        }
    }

    private static func anyFile(
        in cell: Cell, number: Int, _ random: inout SeededGenerator
    ) -> UsageFile {
        let status = UsageFileStatus.known.randomElement(using: &random) ?? .draft
        // Equal instants of creation are on purpose: the id decides then.
        let id = UsageFileID("UF-\(9999 - number)")
        var file =
            random.oneIn(2) ? UsageFile.ours(id, status, in: cell) : .foreign(id, status, in: cell)
        if random.oneIn(6) { file.period = nil }
        if random.oneIn(9) { file.status = .unknown("odd") }
        return file
    }

    @Test(arguments: 0..<40)
    func `the order of its input makes no difference`(seed: Int) {
        var random = SeededGenerator(seed: UInt64(seed))
        let world = Self.anyWorld(&random)
        let lines = world.plan.cells.map(Line.init)
        #expect(!lines.isEmpty)
        #expect(world.plan.cells.map(Line.init) == lines)
        for _ in 0..<3 {
            var shuffled = world
            shuffled.files.shuffle(using: &random)
            shuffled.contracts.shuffle(using: &random)
            shuffled.listings.shuffle(using: &random)
            shuffled.products.shuffle(using: &random)
            #expect(shuffled.plan.cells.map(Line.init) == lines)
            #expect(shuffled.plan.findings == world.plan.findings)
            #expect(shuffled.plan.actions.map(\.cell) == world.plan.actions.map(\.cell))
        }
    }

    @Test(arguments: 0..<40)
    func `no decision is anonymous`(seed: Int) {
        var random = SeededGenerator(seed: UInt64(1_000 + seed))
        let world = Self.anyWorld(&random)
        for planned in world.plan.cells {
            let decision = planned.decision
            #expect(decision.verb == .none || decision.next?.hasPrefix("usagectl ") == true)
            #expect(decision.verb == .converge || decision.steps.isEmpty)
            #expect(planned.state.isSettled || decision.verb != .none, "\(planned.cell)")
            #expect(
                decision.steps.count { $0 == .delete }
                    == (decision.verb == .converge ? planned.assessment.surplus.count : 0))
        }
        #expect(world.plan.cells.map(\.cell) == world.plan.cells.map(\.cell).sorted())
        #expect(Set(world.plan.cells.map(\.cell)).count == world.plan.cells.count)
    }

    @Test(arguments: 0..<40)
    func `nothing that is submitted, foreign or not alone is ever deleted`(seed: Int) {
        var random = SeededGenerator(seed: UInt64(2_000 + seed))
        let world = Self.anyWorld(&random)
        for planned in world.plan.cells {
            for file in planned.assessment.surplus {
                #expect(!file.wasSubmitted && file.status.isDeletable)
                #expect(planned.files.contains { $0.file.id == file.id && $0.isOurs })
                #expect(
                    planned.files.contains {
                        $0.file.isLive && $0.file.id != file.id
                            && !planned.assessment.surplus.contains($0.file)
                    })
            }
        }
    }

    @Test func `the most overdue cells come first`() {
        var world = ObservedWorld()
        world.policy.months.since = month("2026-09")
        world.addBusyNeighbour()
        let cells = world.plan.actions.map { "\($0.cell.month) \($0.cell.product)" }
        #expect(
            cells == [
                "2026-09 PRD-001-001-001", "2026-09 PRD-900-900-900", "2026-10 PRD-001-001-001",
                "2026-10 PRD-900-900-900",
            ])
    }

    /// What stands where nothing is owed.
    struct Unowed: Sendable, CustomTestStringConvertible {
        var reason: String
        var code: ReasonCode?
        var arrange: @Sendable (inout ObservedWorld) -> Void
        var testDescription: String { reason }

        init(
            _ reason: String, _ code: ReasonCode?,
            _ arrange: @escaping @Sendable (inout ObservedWorld) -> Void
        ) {
            self.reason = reason
            self.code = code
            self.arrange = arrange
        }
    }

    @Test(arguments: [
        Unowed("our draft", .notOwed) { $0.files = [.ours("UF-1", .draft)] },
        Unowed("our ready file", .notOwed) { $0.files = [.ours("UF-1", .ready)] },
        Unowed("our submitted file of a month that ended", nil) {
            $0.files = [.ours("UF-1", .accepted)]
        },
        Unowed("our deleted file", nil) { $0.files = [.ours("UF-1", .deleted)] },
        Unowed("a foreign draft", nil) { $0.files = [.foreign("UF-1", .draft)] },
        Unowed("our submitted file of a month that is still open", .notOwed) {
            $0.now = instant("2026-10-31T12:00:00Z")
            $0.files = [.ours("UF-1", .pending)]
        },
        Unowed("a foreign file that begins after its contract's end", .afterEnd) {
            $0.contracts[0].events.terminated = instant("2026-09-30T12:00:00Z")
            $0.files = [.foreign("UF-1", .accepted)]
        },
        Unowed("a file that begins on its contract's last day", nil) {
            $0.contracts[0].events.terminated = instant("2026-10-01T12:00:00Z")
            $0.files = [.foreign("UF-1", .accepted)]
        },
    ])
    func `what stands where nothing is owed is unexpected`(example: Unowed) {
        var world = ObservedWorld()
        world.contracts[0].status = "terminated"
        example.arrange(&world)
        let planned = world.planned()
        #expect(planned?.decision.reason == example.code)
        #expect(planned == nil || planned?.state == .unexpected)
        #expect(planned?.obligation == nil)
    }

    @Test func `a marker that contradicts its file holds both cells`() {
        var world = ObservedWorld()
        world.policy.months.since = month("2026-09")
        world.files = [
            UsageFile.ours("UF-1", .ready, in: ObservedWorld.cell("2026-09")).with {
                $0.period = ObservedWorld.cell.month.days
            }
        ]
        #expect(world.plan.cells.map(\.decision.reason) == [.identityConflict, .identityConflict])
        #expect(world.plan.cells.allSatisfy { $0.state == .occupied && $0.decision.verb == .hold })
    }

    @Test(arguments: ["2026-09", "2026-10"])
    func `a person says which month a file that contradicts itself is of`(_ text: String) {
        let (september, october) = (ObservedWorld.cell("2026-09"), ObservedWorld.cell)
        let (settled, other) = text == "2026-10" ? (october, september) : (september, october)
        var world = ObservedWorld()
        world.policy.months.since = september.month
        world.files = [
            UsageFile.ours("UF-1", .accepted, in: september).with { $0.period = october.month.days }
        ]
        #expect(
            world.planned(settled)?.decision.next == "usagectl assign UF-1 \(settled)")
        world.knowledge.assignments["UF-1"] = settled
        #expect(world.planned(settled)?.decision.reason == .submitted)
        #expect(world.planned(other)?.decision.reason == .noFile)
        let order = world.planned(other).flatMap {
            CellOrder($0, identity: ObservedWorld.identity, knowledge: world.knowledge)
        }
        #expect(order?.submittedElsewhere == ["UF-1"])
        #expect(world.plan.findings.allSatisfy { $0.code != "assignment.void" })

        // A month of neither is no answer to the question.
        world.knowledge.assignments["UF-1"] = ObservedWorld.cell("2026-08")
        #expect(world.planned(settled)?.decision.reason == .identityConflict)
        #expect(world.plan.findings.contains { $0.code == "assignment.void" })
    }

    @Test func `a marker of another contract is a conflict too`() {
        var world = ObservedWorld()
        world.files = [
            UsageFile.ours("UF-1", .ready).with { $0.contract = "CRD-2" }
        ]
        #expect(world.planned()?.decision.reason == .identityConflict)
        world.files[0].status = .deleted
        #expect(world.planned()?.decision.reason == .noFile)
    }

    @Test(arguments: [
        ("CRD-*", "CRD-1", true), ("CRD-*", "XCRD-1", false), ("*", "", true), ("", "", true),
        ("", "a", false), ("?", "a", true), ("?", "", false), ("a*c", "abc", true),
        ("a*c", "abcd", false), ("*b*", "abc", true), ("a**c", "ac", true), ("[a]", "a", false),
        ("A", "a", false), ("a?c*", "abc", true),
        ("*a*a*a*b", String(repeating: "a", count: 200), false),
        (".", "a", false),
    ])
    func `globs match whole texts`(pattern: String, text: String, matches: Bool) {
        #expect(Glob(pattern).matches(text) == matches)
    }

    @Test func `a selection narrows by contract, product and month`() {
        let selection = CellSelection(
            contracts: [Glob("CRD-0*")], products: [Glob("PRD-*")],
            months: [month("2026-09")...month("2026-10")])
        #expect(selection.contains(ObservedWorld.cell))
        #expect(!selection.contains(ObservedWorld.cell("2026-08")))
        #expect(!selection.contains(ObservedWorld.cell("2026-10", contract: "CRD-1")))
        #expect(!selection.contains(ObservedWorld.cell("2026-10", product: "X")))
        #expect(CellSelection().isEverything && CellSelection().contains(ObservedWorld.cell))
    }

    @Test func `findings name what is no cell`() {
        var world = ObservedWorld()
        world.knowledge.isFresh = true
        world.files = [
            UsageFile.ours("UF-1", .pending, created: "2026-10-01T00:00:00Z"),
            UsageFile.foreign("UF-2", .accepted, in: ObservedWorld.cell("2026-09")).with {
                $0.stats = UsageFileStats(uploaded: 5, validated: 0, accepted: 3, closed: 1)
            },
        ]
        world.usage.unattributed = [
            UnattributedUsage(
                product: ObservedWorld.product, month: month("2026-10"), records: 3,
                reason: .contractTerminated, examples: ["AS-1"])
        ]
        #expect(
            world.plan.findings.map(\.code) == [
                "contract.terminatedWithUsage", "file.pendingTooLong", "file.recordsRefused",
                "ledger.fresh",
            ])
    }

    @Test(arguments: [
        (100, 95, true), (100, 94, false), (10, 10, true), (10, 9, false), (nil, 0, true),
    ])
    func `fewer contracts than before are not believed`(before: Int?, now: Int, isBelieved: Bool) {
        var observation = Observation()
        for index in 0..<now {
            let id = ContractID("CRD-\(index)")
            observation.contracts[id] = Contract(id: id)
        }
        let doubts = ObservationProof(
            observation, knowledge: LedgerKnowledge(contracts: before)
        ).doubts
        #expect(doubts.isEmpty == isBelieved)
    }
}
