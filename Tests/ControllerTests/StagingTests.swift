import ConnectSimulator
import Controller
import Ledger
import NIOConcurrencyHelpers
import Reconciliation
import TestSupport
import Testing
import UsageModel

/// A deep diff: rows are staged on the platform to be checked, and nothing of it stays.
struct StagingTests {
    @Test func `rows are staged, judged and deleted again, and nothing is submitted`() async throws
    {
        try await ReconcilerHarness.with(SimulatedAccount(contracts: 3)) { harness in
            let report = try await harness.stage()
            #expect(report.cells.map(\.staged?.result) == [.accepted, .accepted, .accepted])
            #expect(report.cells.allSatisfy { $0.staged?.isRemoved == true })
            #expect(report.cells.allSatisfy { $0.decision.reason == .noFile })
            #expect(report.verdict == .drift)
            #expect(harness.files.map(\.status.word) == ["deleted", "deleted", "deleted"])
            #expect(!harness.writes.contains { $0.path.hasSuffix("/submit") })

            // A month is sent afterwards as if nothing had been.
            #expect(try await harness.reconcile().verdict == .inSync)
            let cells = (0..<3).map { harness.account.cell($0, 0, october) }
            harness.expectExactlyOneSubmittedFile(in: cells)
        }
    }

    @Test func `a staged file can be taken for nothing else`() async throws {
        try await ReconcilerHarness.with { harness in
            _ = try await harness.stage()
            let file = try #require(harness.files.first)
            let name = try #require(file.detail["external_id"]?.string)
            #expect(Marker(externalID: name) == nil)
            let probe = try #require(ProbeMarker(externalID: name))
            #expect(probe.cell == harness.cell)
            #expect(file.detail["name"]?.string?.contains("never submit") == true)
        }
    }

    @Test func `the ids of its rows are nobody's`() async throws {
        try await ReconcilerHarness.with { harness in
            let transport = harness.transport
            let staged = NIOLockedValueBox<[String]>([])
            transport.before("POST", "/delete") { simulation in
                let ids = simulation.platform.records.map(\.recordID)
                staged.withLockedValue { $0 = ids }
            }
            _ = try await harness.stage()
            let name = try #require(harness.files.first?.detail["external_id"]?.string)
            let salt = try #require(ProbeMarker(externalID: name)).salt
            let ids = staged.withLockedValue(\.self)
            #expect(ids.count == 1)
            #expect(ids.allSatisfy { $0.contains(salt) })
            let own = try await harness.look().rows.rows(of: harness.cell).map(\.recordID)
            #expect(Set(ids).isDisjoint(with: own))
        }
    }

    @Test func `rows that the platform refuses are named, and the cell is held`() async throws {
        try await ReconcilerHarness.with { harness in
            harness.renameItemsBeforeUpload()
            let report = try await harness.stage()
            let cell = try #require(report[harness.cell])
            #expect(cell.staged?.result == .refused)
            let row = try #require(cell.staged?.refusal?.rows.first)
            #expect(row.recordId == "2026-10-0-0-0")
            #expect(row.origin?.hasSuffix("usage-2026-10.csv:2") == true)
            #expect(cell.decision.verb == .hold)
            #expect(cell.decision.reason == .usageRejected)
            #expect(cell.decision.next == "usagectl usage \(harness.cell)")
            #expect(report.conservation.balanced)
            #expect(report.conservation.held == 1)
            #expect(report.verdict == .held)
            #expect(harness.statuses == [])
        }
    }

    @Test func `a file that lost rows on the way is no accepted one`() async throws {
        try await ReconcilerHarness.with { harness in
            harness.transport.forge { request, response in
                guard request.method == "GET", request.path.contains("/usage/files/"),
                    var file = response.json, file["status"]?.string == "ready"
                else { return }
                file["stats"] = ["uploaded": 0, "validated": 0]
                response.body = file.jsonBytes
            }
            let report = try await harness.stage()
            let cell = try #require(report[harness.cell])
            #expect(cell.staged?.result == .miscounted)
            #expect(cell.decision.reason == .countsDiffer)
            #expect(report.verdict == .held)
        }
    }

    @Test func `nothing is written where the person says no`() async throws {
        struct No: Error {}
        try await ReconcilerHarness.with { harness in
            await #expect(throws: No.self) {
                _ = try await harness.stage { proposal in
                    #expect(proposal.cells == [harness.cell])
                    #expect(proposal.rows == 1)
                    throw No()
                }
            }
            #expect(harness.writes.isEmpty)
        }
    }

    @Test func `no more cells are staged than allowed, the most urgent first`() async throws {
        try await ReconcilerHarness.with(SimulatedAccount(contracts: 4)) { harness in
            let report = try await harness.stage(limit: 3) { proposal in
                #expect(proposal.cells.count == 3)
                #expect(proposal.further == 1)
            }
            #expect(report.cells.map { $0.staged != nil } == [true, true, true, false])
        }
    }

    @Test func `rows that fail here already are not staged`() async throws {
        try await ReconcilerHarness.with { harness in
            var usage = harness.account.usage(october)
            usage[0].quantity = try #require(ExactDecimal("1.555"))
            try harness.deliver(usage, for: october)
            let report = try await harness.stage()
            #expect(report[harness.cell]?.staged == nil)
            #expect(report[harness.cell]?.decision.reason == .quantityPrecision)
            #expect(harness.writes.isEmpty)
        }
    }

    @Test func `a month that is submitted is staged on wish and stays in sync`() async throws {
        try await ReconcilerHarness.with { harness in
            try await harness.reconcile()
            #expect(try await harness.stage()[harness.cell]?.staged == nil)
            harness.renameItemsBeforeUpload()
            let report = try await harness.stage(withUsage: true)
            let cell = try #require(report[harness.cell])
            #expect(cell.staged?.result == .refused)
            #expect(cell.decision.verb == .none)
            #expect(harness.statuses == ["pending"])
        }
    }
}

extension ReconcilerHarness {
    /// The vendor's catalogue changes after it was read: what was right is refused.
    func renameItemsBeforeUpload() {
        let now = clock.now
        transport.before("POST", "/upload") { simulation in
            simulation.replaceWorld(at: now) { world in
                for index in world.products.indices {
                    var items = world.products[index]["items"]?.array ?? []
                    for item in items.indices { items[item]["mpn"] = "other" }
                    world.products[index]["items"] = .array(items)
                }
            }
        }
    }
}
