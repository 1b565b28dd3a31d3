import ConnectSimulator
import Reconciliation
import TestSupport
import Testing
import UsageModel

/// Never two submitted files for a cell, and in the end one live file of ours.
struct ExactlyOnceTests {
    struct Trouble: Sendable, CustomTestStringConvertible {
        let kind: FaultKind
        let path: String
        let times: Int

        var testDescription: String { "\(kind.rawValue) x \(times) at POST \(path)" }

        static let all = [FaultKind.lost, .drop, .unavailable, .unavailableAfter, .throttled]
            .flatMap { kind in
                ["/usage/files", "/upload", "/submit"].flatMap { path in
                    [1, 3].map { Trouble(kind: kind, path: path, times: $0) }
                }
            }
    }

    @Test(arguments: Trouble.all)
    func `a write whose answer goes astray leaves one submitted file`(
        _ trouble: Trouble
    ) async throws {
        try await ReconcilerHarness.with(SimulatedAccount(contracts: 2)) { harness in
            harness.transport.script(
                ScriptedFault(
                    trouble.kind, method: "POST", path: trouble.path, times: trouble.times))
            for _ in 0..<4 { try await harness.reconcile() }
            harness.expectExactlyOneSubmittedFile(
                in: (0..<2).map { harness.account.cell($0, 0, october) })
            #expect(try await harness.diff().verdict == .inSync)
        }
    }

    @Test(arguments: ["/usage/files", "/upload", "/submit"])
    func `lists that lag behind a lost write still leave one submitted file`(
        _ path: String
    ) async throws {
        try await ReconcilerHarness.with { harness in
            harness.transport.change { $0.faults.lag = .seconds(40) }
            harness.transport.script(ScriptedFault(.lost, method: "POST", path: path))
            for _ in 0..<5 {
                try await harness.reconcile()
                harness.clock.advance(by: .seconds(60))
            }
            harness.transport.change { $0.faults.lag = .zero }
            try await harness.reconcile()
            harness.expectExactlyOneSubmittedFile(in: [harness.cell])
        }
    }

    @Test func `a create that arrives after its sender gave it up is deleted as surplus`()
        async throws
    {
        try await ReconcilerHarness.with { harness in
            harness.transport.change { $0.faults.lag = .seconds(60) }
            harness.transport.script(ScriptedFault(.lost, method: "POST", path: "/usage/files"))
            try await harness.reconcile()
            harness.transport.change { $0.faults.lag = .zero }
            for _ in 0..<3 { try await harness.reconcile() }
            harness.expectExactlyOneSubmittedFile(in: [harness.cell])
            #expect(harness.files.contains { $0.status == .deleted })
        }
    }

    @Test func `a second reconcile writes nothing`() async throws {
        try await ReconcilerHarness.with(SimulatedAccount(contracts: 2, products: 2)) { harness in
            try await harness.reconcile()
            let writes = harness.writes.count
            let second = try await harness.reconcile()
            #expect(harness.writes.count == writes)
            #expect(second.verdict == .inSync)
        }
    }

    @Test func `a file that a person submits between our list and our submit is not sent twice`()
        async throws
    {
        try await ReconcilerHarness.with { harness in
            let now = harness.clock
            harness.transport.before("POST", "/submit") { simulation in
                for file in simulation.platform.files where file.status == .ready {
                    let request = PlatformRequest(method: "POST", path: "/submit/\(file.id)")
                    _ = simulation.control(request, at: now.now)
                }
            }
            let report = try await harness.reconcile()
            #expect(report[harness.cell]?.outcome?.result == .submitted)
            #expect(report.verdict == .inSync)
            harness.expectExactlyOneSubmittedFile(in: [harness.cell])
        }
    }

    @Test(arguments: ["draft", "ready", "pending", "frozen"])
    func `a foreign file that appears while ours is processed keeps ours from being submitted`(
        _ status: String
    ) async throws {
        try await ReconcilerHarness.with { harness in
            let foreign = SimulatedFileSeed(
                "UF-2026-11-9999-9999", harness.cell, status, createdAt: ReconcilerHarness.now)
            harness.transport.before("POST", "/upload") { $0.add(foreign) }
            let report = try await harness.reconcile()
            #expect(report[harness.cell]?.outcome?.result == .held)
            #expect(report.verdict == .held)
            #expect(
                harness.statuses.filter { $0 == "pending" }.count == (status == "pending" ? 1 : 0))
            #expect(!harness.writes.contains { $0.path.hasSuffix("/submit") })
        }
    }

    @Test func `the file of another identity is foreign and never written to`() async throws {
        let account = SimulatedAccount()
        let theirs = SimulatedFileSeed(
            "UF-1", account.cell(0, 0, october), "draft",
            identity: ReconcilerHarness.name("others"),
            createdAt: ReconcilerHarness.now.adding(.seconds(-86_400)))
        try await ReconcilerHarness.with(account, files: [theirs]) { harness in
            let report = try await harness.reconcile()
            #expect(report[harness.cell]?.decision.reason == .foreignDraft)
            #expect(harness.writes.isEmpty)
        }
    }
}

extension Simulation {
    /// A file that somebody else made meanwhile.
    mutating func add(_ file: SimulatedFileSeed) {
        var world = platform.world
        world.files.append(file.json)
        _ = control(
            PlatformRequest(method: "PUT", path: "/state", body: .bytes(world.json.jsonBytes)),
            at: file.createdAt)
    }
}
