import Reconciliation
import TestSupport
import Testing
import UsageModel

/// What the source says now against what was sent: by how much, and never a second file.
struct MismatchTests {
    @Test func `our own file is compared to the row, and the report collects what is late`()
        async throws
    {
        try await ReconcilerHarness.with(SimulatedAccount(subscriptions: 2)) { harness in
            try await harness.reconcile()
            let writes = harness.writes.count
            var usage = harness.account.usage(october)
            usage[0].quantity = ExactDecimal(77)
            usage.removeLast()
            try harness.deliver(usage, for: october)

            let report = try await harness.diff(withUsage: true)
            let cell = try #require(report[harness.cell])
            #expect(cell.state == .mismatch)
            let difference = try #require(cell.difference)
            #expect(difference.basis == .ledger)
            // 1 and 2 were sent, 77 is there now.
            #expect(
                difference.items == [
                    UsageDifference.Item(
                        mpn: SimulatedAccount.mpn(), rows: -1, quantity: ExactDecimal(74),
                        amount: nil)
                ])
            #expect(cell.decision.message.contains("'unit-0' records -1, quantity +74"))
            let late = report.findings.filter { $0.code == "usage.late" }
            #expect(late.map(\.subject) == ["\(harness.cell.product)/\(october)"])
            #expect(late.first?.message.contains("1 cell differs") == true)

            try await harness.reconcile()
            #expect(harness.writes.count == writes)
        }
    }

    /// The ledger knows what it uploaded, which is not what was submitted.
    @Test func `a file that another ledger took over is compared with the platform's records`()
        async throws
    {
        try await ReconcilerHarness.with(policy: "months: {since: 2026-10}\nsubmit: manual") {
            first in
            try await first.reconcile()
            var usage = first.account.usage(october)
            let right = usage
            usage[0].quantity = ExactDecimal(5)
            try first.deliver(usage, for: october)
            var second = first
            second.ledger = "second"
            second.policy = "months: {since: 2026-10}"
            first.clock.advance(by: .seconds(700))
            try await second.reconcile()
            try #require(first.statuses == ["pending"])

            try first.deliver(right, for: october)
            let cell = try #require(try await first.diff(withUsage: true)[first.cell])
            #expect(cell.state == .mismatch && cell.difference?.basis == .platform)
            #expect(cell.difference?.items.map(\.quantity) == [ExactDecimal(-4)])
        }
    }

    /// The rows of an upload that never arrived are in the ledger, and others are in the file.
    @Test func `an upload that was never answered is not taken for what was submitted`() throws {
        var world = ObservedWorld()
        let file = UsageFile.ours("UF-1", .accepted)
        world.deliver(["2"])
        world.files = [file]
        world.remember(file, upload: world.upload(to: file, answered: false))
        #expect(world.planned()?.assessment.difference == nil)
        world.platformTotals["UF-1"] = [
            ItemTotal(mpn: "MPN-A", rows: 1, quantity: ExactDecimal(1))
        ]
        let planned = try #require(world.planned())
        #expect(planned.state == .mismatch && planned.assessment.difference?.basis == .platform)
    }

    @Test func `records that are not proven complete are said to be compared with nothing`() {
        var world = ObservedWorld()
        world.deliver()
        world.files = [.foreign("UF-1", .accepted)]
        world.unprovenRecords["UF-1"] = "3 of 4 rows"
        #expect(world.planned()?.state == .inSync)
        #expect(world.planned()?.assessment.notes.first?.contains("3 of 4 rows") == true)
        world.platformTotals["UF-1"] = world.usage.usage(of: ObservedWorld.cell).sent?.items
        world.unprovenRecords = [:]
        #expect(world.planned()?.assessment.notes == [])
    }

    @Test func `a file that others made is compared with the platform's records`() async throws {
        try await ReconcilerHarness.with { harness in
            var script = harness
            script.identity = ReconcilerHarness.name("script")
            script.ledger = "script"
            try await script.reconcile()

            let same = try await harness.diff(withUsage: true)
            #expect(same[harness.cell]?.state == .inSync)
            #expect(same[harness.cell]?.difference?.items.isEmpty == true)
            #expect(same.findings.allSatisfy { $0.code != "usage.late" })

            var usage = harness.account.usage(october)
            usage[0].quantity = ExactDecimal(5)
            try harness.deliver(usage, for: october)
            let report = try await harness.diff(withUsage: true)
            let cell = try #require(report[harness.cell])
            #expect(cell.state == .mismatch)
            #expect(cell.decision.verb == .hold)
            #expect(cell.difference?.basis == .platform)
            #expect(cell.difference?.items.map(\.quantity) == [ExactDecimal(4)])

            // Without the question there is no answer, and nothing is ever written.
            #expect(try await harness.diff()[harness.cell]?.state == .inSync)
            let writes = harness.writes.count
            try await harness.reconcile()
            #expect(harness.writes.count == writes)
        }
    }

    @Test func `what a person acknowledged is not summed as late usage, and stays in sight`() {
        var world = ObservedWorld()
        func late(_ acknowledged: [String]) -> [String] {
            var world = world
            for subject in acknowledged {
                world.knowledge.acknowledgements[subject] = Acknowledgement(
                    subject: subject, reason: "x", by: "ann", at: world.now,
                    until: world.now.adding(.seconds(60)))
            }
            return world.report().findings.filter { $0.code == "usage.late" }.map(\.message)
        }
        let other = Contract(id: "CRD-2")
        world.contracts.append(other)
        let cells = [
            ObservedWorld.cell,
            Cell(contract: other.id, product: ObservedWorld.product, month: october),
        ]
        for (index, cell) in cells.enumerated() {
            let file = UsageFile.foreign(UsageFileID("UF-\(index)"), .accepted, in: cell)
            world.files.append(file)
            world.deliver(["\(index + 5)"], to: cell)
            world.platformTotals[file.id] = [
                ItemTotal(mpn: "MPN-A", rows: 1, quantity: ExactDecimal(1))
            ]
        }
        #expect(
            late([]) == [
                "2 cells differ from what was sent for 2026-10: 'MPN-A' records 0, quantity +9"
            ])
        #expect(
            late([cells[0].description]) == [
                "2 cells differ from what was sent for 2026-10, 1 acknowledged: the others by "
                    + "'MPN-A' records 0, quantity +5"
            ])
        #expect(
            late([cells[0].description, "UF-1"]) == [
                "2 cells differ from what was sent for 2026-10, all acknowledged: 'MPN-A' records "
                    + "0, quantity +9"
            ])
    }
}
