import ConnectSimulator
import Controller
import Reconciliation
import TestSupport
import Testing
import UsageModel

/// What a running controller need not ask for again, and what it must.
struct ObservationMemoryTests {
    /// Submitted files of past months, beside the one that October is to get.
    private static func history(_ months: Int, _ status: String) -> [SimulatedFileSeed] {
        (1...months).map { ago in
            let month = BillingMonth(index: october.index - ago)
            return SimulatedFileSeed(
                "UF-\(month)", SimulatedAccount().cell(0, 0, month), status,
                identity: ReconcilerHarness.identity,
                createdAt: Timestamp(startOf: month.next.firstDay))
        }
    }

    private static let now = ReconcilerHarness.now

    /// A harness whose controller keeps its memory over all cycles.
    private func withMemory(
        _ files: [SimulatedFileSeed] = [], fullProof: Duration = .seconds(86_400),
        _ body: (ReconcilerHarness) async throws -> Void
    ) async throws {
        try await ReconcilerHarness.with(files: files) { harness in
            var running = harness
            running.memory = ObservationMemory(fullProofEvery: fullProof)
            try await body(running)
        }
    }

    /// The requests of one more cycle.
    private func requests(of harness: ReconcilerHarness) async throws -> [LoggedRequest] {
        let before = harness.transport.requests.count
        let report = try await harness.reconcile()
        #expect(report.observation.complete)
        return Array(harness.transport.requests[before...])
    }

    @Test(arguments: [("accepted", 3), ("accepted", 2400), ("closed", 2400), ("deleted", 2400)])
    func `a steady cycle costs the same however long the history is`(
        _ status: String, _ files: Int
    ) async throws {
        try await withMemory(Self.history(min(files, 2400), status)) { harness in
            try await harness.reconcile()
            let steady = try await requests(of: harness)
            #expect(steady.count == 5)
            #expect(steady.allSatisfy { $0.method == "GET" })
            #expect(try await requests(of: harness).count == 5)
        }
    }

    @Test func `everything is read again once the proof is too old`() async throws {
        try await withMemory(Self.history(1500, "accepted")) { harness in
            try await harness.reconcile()
            #expect(try await requests(of: harness).count == 5)
            harness.clock.advance(by: .seconds(86_400))
            let whole = try await requests(of: harness)
            #expect(whole.count { $0.path == "/usage/files" } == 2)
            #expect(whole.allSatisfy { !$0.query.contains("created.at,20") })
            // October's file is pending still, and asked for by its id.
            let steady = try await requests(of: harness)
            #expect(steady.count == 6)
            #expect(steady.contains { $0.query.hasPrefix("in(id,(UF-") })
        }
    }

    @Test func `a controller that begins anew reads everything`() async throws {
        try await withMemory(Self.history(1500, "accepted")) { harness in
            try await harness.reconcile()
            var restarted = harness
            restarted.memory = ObservationMemory(fullProofEvery: .seconds(86_400))
            #expect(
                try await requests(of: restarted).count { $0.path == "/usage/files" } == 2)
        }
    }

    @Test(arguments: ["accept", "reject"])
    func `what the provider does with an old pending file is seen in the next cycle`(
        _ action: String
    ) async throws {
        try await withMemory { harness in
            try await harness.reconcile()
            // The file is older than all that a recent reading lists.
            harness.clock.advance(by: .seconds(7 * 86_400))
            #expect(try await harness.reconcile().verdict == .inSync)
            harness.clock.advance(by: .seconds(3600))
            let file = try #require(harness.files.first).id
            harness.act(action, file)
            let report = try await harness.reconcile()
            #expect(report[harness.cell]?.files.map(\.status.word) == [action + "ed"])
            #expect(report[harness.cell]?.state == (action == "accept" ? .inSync : .rejected))
        }
    }

    @Test func `a person's file of an old month is seen in the next cycle`() async throws {
        try await withMemory { harness in
            try await harness.reconcile()
            let second = SimulatedFileSeed(
                "UF-second", harness.cell, "pending", createdAt: harness.clock.now)
            harness.transport.change { simulation in
                var world = simulation.platform.world
                world.files.append(second.json)
                simulation.replaceWorld(world)
            }
            harness.clock.advance(by: .seconds(900))
            let report = try await harness.reconcile()
            #expect(report[harness.cell]?.state == .duplicate)
        }
    }

    @Test func `an open file that a list leaves out is no proof, and nothing is written`()
        async throws
    {
        let foreign = SimulatedFileSeed(
            "UF-foreign", SimulatedAccount().cell(0, 0, october), "draft",
            createdAt: Self.now.adding(.seconds(-7200)))
        try await withMemory([foreign]) { harness in
            #expect(try await harness.reconcile().verdict == .held)
            harness.transport.forge { request, response in
                guard request.path == "/usage/files", request.rawQuery.contains("UF-foreign")
                else { return }
                response.body = Array("[]".utf8)
                response.headers["content-range"] = "items 0-0/0"
            }
            let report = try await harness.reconcile()
            #expect(report.verdict == .unproven)
            #expect(
                report.observation.problems
                    == ["the list of usage files leaves out 'UF-foreign', which exists"])
            #expect(harness.writes.isEmpty)
        }
    }

    @Test func `an open file that is gone from the platform is forgotten`() async throws {
        let foreign = SimulatedFileSeed(
            "UF-foreign", SimulatedAccount().cell(0, 0, october), "draft",
            createdAt: Self.now.adding(.seconds(-7200)))
        try await withMemory([foreign]) { harness in
            let held = try await harness.reconcile().verdict
            #expect(held == .held)
            harness.transport.change { simulation in
                var world = simulation.platform.world
                world.files = []
                simulation.replaceWorld(world)
            }
            let after = try await harness.reconcile().verdict
            #expect(after == .inSync)
            harness.expectExactlyOneSubmittedFile(in: [harness.cell])
        }
    }

    @Test func `an observation that is not proven is not remembered`() async throws {
        try await withMemory { harness in
            harness.transport.forge { request, response in
                if request.path == "/listings" { response.headers["content-range"] = nil }
            }
            let unproven = try await harness.reconcile().verdict
            #expect(unproven == .unproven)
            #expect(await harness.memory?.wholeProof == nil)
            harness.transport.forge(nil)
            let proven = try await harness.reconcile().verdict
            #expect(proven == .inSync)
            #expect(await harness.memory?.wholeProof != nil)
        }
    }
}

extension Simulation {
    /// Puts another world behind the API, as it would be after hands other than ours.
    mutating func replaceWorld(_ world: World) {
        _ = control(
            PlatformRequest(method: "PUT", path: "/state", body: .bytes(world.json.jsonBytes)),
            at: Timestamp(seconds: 0))
    }
}
