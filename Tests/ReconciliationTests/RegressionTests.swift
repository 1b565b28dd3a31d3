import Policy
import Reconciliation
import TestSupport
import Testing
import UsageModel

/// What goes wrong in the reporters that exist, each by its name.
@Suite("Faults of other reporters")
struct RegressionTests {
    @Test(arguments: 2024...2032)
    func `January is a month like any other`(year: Int) {
        var world = ObservedWorld()
        world.policy.months.since = month("\(year - 1)-12")
        world.now = instant("\(year)-01-15T00:00:00Z")
        #expect(world.plan.cells.map(\.cell.month.description) == ["\(year - 1)-12"])
    }

    @Test func `the external id names the reported month and its year`() {
        let names = ["2025-12", "2026-12", "2027-01"].map {
            Marker(identity: ObservedWorld.identity, cell: ObservedWorld.cell($0)).externalID
                .suffix(7)
        }
        #expect(names == ["2025-12", "2026-12", "2027-01"])
    }

    @Test func `the reported month stands in name and description`() throws {
        var world = ObservedWorld()
        world.deliver()
        let fields = try #require(world.planned()?.fields)
        #expect(fields.name.contains("2026-10") && fields.description.contains("2026-10"))
    }

    @Test(arguments: UsageFileStatus.known.filter { $0 != .deleted })
    func `a second run creates nothing`(status: UsageFileStatus) throws {
        var world = ObservedWorld()
        world.deliver()
        world.add(uploaded: .ours("UF-1", status))
        #expect(try !#require(world.planned()).decision.steps.contains(.create))
    }

    @Test func `a missed month is made up`() {
        var world = ObservedWorld()
        world.policy.months.since = month("2026-09")
        world.deliver()
        world.deliver(to: ObservedWorld.cell("2026-09"))
        world.files = [.foreign("UF-1", .accepted)]
        #expect(world.plan.actions.map(\.cell) == [ObservedWorld.cell("2026-09")])
    }

    @Test(arguments: UsageFileStatus.known.filter { $0 != .ready })
    func `nothing is submitted before it is ready`(status: UsageFileStatus) throws {
        var world = ObservedWorld()
        world.deliver()
        world.add(uploaded: .ours("UF-1", status))
        let planned = try #require(world.planned())
        guard
            let order = CellOrder(
                planned, identity: ObservedWorld.identity, knowledge: world.knowledge)
        else { return }
        var machine = CellMachine(order)
        let effect = machine.start()
        if case .submit = effect { Issue.record("submitted while \(status.word)") }
        #expect(machine.handle(.listed(world.files)) != .submit("UF-1"))
    }

    /// Records of two products with three subscriptions each, through attribution.
    private static func delivered() -> (world: ObservedWorld, usage: AttributedUsage) {
        var world = ObservedWorld()
        world.addBusyNeighbour()
        world.usage = UsageView()
        var index = SubscriptionIndex()
        var records: [UsageRecord] = []
        for product in world.products.map(\.id) {
            for number in 1...3 {
                let id = "AS-\(product)-\(number)"
                index.add(
                    [
                        Subscription(
                            id: SubscriptionID(id), product: product,
                            contract: ObservedWorld.contract)
                    ],
                    by: .id)
                records.append(
                    .of("1.25", product: product, subscription: id, line: records.count + 1))
            }
        }
        let attribution = Attribution(
            observation: world.observation, policies: world.policies,
            environments: world.environments, now: world.now, subscriptions: index)
        return (
            world,
            AttributedUsage(
                records.map { ($0, ObservedWorld.cell.month) }, by: attribution)
        )
    }

    @Test func `every row of every product is kept, the first subscription too`() {
        let (world, usage) = Self.delivered()
        for product in world.products.map(\.id) {
            let rows = usage.rows[ObservedWorld.cell("2026-10", product: product)] ?? []
            #expect(rows.map(\.asset.text).sorted() == (1...3).map { "AS-\(product)-\($0)" })
        }
        #expect(usage.view.unattributed.isEmpty && usage.view.delivered == 6)
    }

    @Test func `rows have distinct record ids, equal rows too`() {
        let (_, usage) = Self.delivered()
        let ids = usage.rows.values.flatMap { $0 }.map(\.recordID)
        #expect(Set(ids).count == 6)
        var world = ObservedWorld()
        world.deliver(["1", "1", "1"])
        #expect(Set((world.rows[ObservedWorld.cell] ?? []).map(\.recordID)).count == 3)
    }

    @Test func `the same usage in another order has the same ids and digest`() throws {
        let records = (1...9).map { UsageRecord.of("\($0 % 4)", line: $0) }
        var (forward, backward, other) = (ObservedWorld(), ObservedWorld(), ObservedWorld())
        forward.deliver(records)
        // The lines in the source differ, the rows do not.
        backward.deliver(
            records.reversed().enumerated().map { index, record in
                UsageRecord.of(record.quantity.description, line: index + 1)
            })
        other.deliver(Array(records.dropLast()))
        let usage = forward.usage.usage(of: ObservedWorld.cell)
        #expect(
            backward.rows[ObservedWorld.cell]?.map(\.recordID)
                == forward.rows[ObservedWorld.cell]?.map(\.recordID))
        #expect(backward.usage.usage(of: ObservedWorld.cell).digest == usage.digest)
        #expect(other.usage.usage(of: ObservedWorld.cell).digest != usage.digest)
        #expect(try #require(usage.digest).hasPrefix("sha256:"))
    }

    @Test func `a record id of the source stays`() {
        var world = ObservedWorld()
        world.deliver(["1"]) { $0.recordID = "mine" }
        #expect(world.rows[ObservedWorld.cell]?.map(\.recordID) == ["mine"])
    }

    @Test func `the period covers the last day`() {
        for name in ["2026-10", "2026-02", "2028-02", "2026-12"] {
            let days = month(name).days
            #expect(days.to.adding(days: 1) == month(name).next.firstDay)
        }
    }

    @Test func `fractional quantities stay`() {
        var world = ObservedWorld()
        world.deliver(["0.1", "0.2", "1.123456789"])
        let usage = world.usage.usage(of: ObservedWorld.cell)
        #expect(
            world.rows[ObservedWorld.cell]?.map(\.record.quantity.description).sorted()
                == ["0.1", "0.2", "1.123456789"])
        #expect(usage.quantity == decimal("1.423456789"))
        #expect(
            usage.sent?.items == [
                ItemTotal(mpn: "MPN-A", rows: 3, quantity: decimal("1.423456789"))
            ])
    }

    @Test(arguments: [
        (UsageFileStatus.closed, CellState.inSync), (.uploaded, .processing),
        (.invalid, .invalid), (.rejected, .rejected),
    ])
    func `closed, uploaded, invalid and rejected are known`(
        status: UsageFileStatus, state: CellState
    ) throws {
        var world = ObservedWorld()
        world.deliver()
        world.add(uploaded: .ours("UF-1", status))
        #expect(try #require(world.planned()).state == state)
    }

    @Test func `a crash between create and upload goes on with the same file`() throws {
        var world = ObservedWorld()
        world.deliver()
        world.files = [.ours("UF-1", .draft, created: "2026-11-05T05:59:00Z")]
        world.knowledge.cells[ObservedWorld.cell] = CellHistory(openCreates: [
            instant("2026-11-05T05:58:59Z")
        ])
        let planned = try #require(world.planned())
        #expect(planned.decision.steps == [.upload, .submit])
        #expect(planned.assessment.survivor?.id == "UF-1")
    }

    @Test func `an invalid file is neither deleted nor created again`() throws {
        for rule in ResendRule.allCases {
            var world = ObservedWorld()
            world.policy.onInvalid = rule
            world.deliver(["1"])
            world.add(uploaded: .ours("UF-1", .invalid))
            world.deliver(["2"])
            let steps = try #require(world.planned()).decision.steps
            #expect(!steps.contains(.delete) && !steps.contains(.create))
        }
    }

    @Test func `two files with one external id are seen`() throws {
        var world = ObservedWorld()
        world.files = [.ours("UF-1", .accepted), .ours("UF-2", .pending)]
        #expect(try #require(world.planned()).state == .duplicate)
    }

    @Test func `unknown usage over a file in processing is never uploaded`() throws {
        var world = ObservedWorld()
        world.deliver()
        world.add(uploaded: .ours("UF-1", .processing))
        world.answer(.unknown("the export is missing"))
        #expect(try #require(world.planned()).decision.steps.isEmpty)
    }
}
