import ConnectSimulator
import Foundation
import NIOConcurrencyHelpers
import TestSupport
import Testing
import UsageModel

/// `usagectl run` as its user meets it; the limit ends a test whose command never does what is
/// waited for.
@Suite(.timeLimit(.minutes(5)))
struct RunCommandTests {
    private static let quick = "  loop: {interval: 50ms, jitter: 0%}"
    private static let patient = "  loop: {interval: 1h}"
    /// What each cycle asks first.
    private static let cycle = "GET /contracts"

    @Test func `it converges unattended, and a stop is 143 with all recorded`() async throws {
        try await CommandBench.with(SimulatedAccount(contracts: 2)) { bench in
            try bench.configure(more: Self.quick)
            let (requests, meet) = CommandBench.requests()
            let end = try await bench.running(meet: meet) { _ in
                try await requests.wait(for: Self.cycle, times: 3)
            }
            #expect(end.code == 143)
            #expect(end.errors.contains("stopping: the steps in hand are finished and recorded"))
            // The ledger's file is whole by itself: it may be copied now.
            let beside = try FileManager.default.contentsOfDirectory(atPath: bench.folder).filter {
                $0.hasPrefix("ledger.db-")
            }
            #expect(beside == [])
            #expect(await bench.statuses == ["pending", "pending"])
            #expect(await bench.writes.count == 6)
            #expect(try await bench.run("diff").code == 0)
        }
    }

    @Test func `a file that a person calls gone is not remembered by a run`() async throws {
        let account = SimulatedAccount(contracts: 2)
        // Long final, so that it is not asked for again between two whole proofs.
        let old = SimulatedFileSeed(
            "UF-OLD", account.cell(0, 0, october), "accepted",
            createdAt: CommandBench.now.adding(.seconds(-172_800)))
        try await CommandBench.with(account, files: [old]) { bench in
            try bench.configure(writes: "observe", more: Self.quick)
            let (requests, meet) = CommandBench.requests()
            try await bench.running(meet: meet) { _ in
                try await requests.wait(for: Self.cycle, times: 3)
                await bench.lose("UF-OLD")
                let word = try await bench.plain(
                    "baseline", "--confirm", "--gone", "UF-OLD", "--by", "ann")
                #expect(word.code == 0, "\(word.errors)")
                try await requests.wait(for: Self.cycle, times: 4)
            }
            let after = try await bench.run("diff")
            #expect(after.code == 2, "\(after.output)\(after.errors)")
        }
    }

    @Test func `SIGHUP and a recorded approval each begin a cycle before its time`() async throws {
        let policy = "months: {since: 2026-10}\nlimits: {firstFile: approve}"
        try await CommandBench.with(policy: policy) { bench in
            try bench.configure(more: Self.patient, policy: policy)
            let (requests, meet) = CommandBench.requests()
            try await bench.running(meet: meet) { command in
                try await requests.wait(for: Self.cycle)
                command.send(SIGHUP)
                try await requests.wait(for: Self.cycle)
                #expect(await bench.writes.isEmpty)
                let approval = try await bench.run("approve", "\(bench.cell)", "--confirm", "1")
                #expect(approval.code == 0, "\(approval.errors)")
                try await requests.wait(for: "POST /usage/files")
            }
            #expect(try await bench.run("reconcile").code == 0)
            #expect(await bench.statuses == ["pending"])
        }
    }

    @Test func `a second run on one ledger is refused and says who holds it`() async throws {
        try await CommandBench.with { bench in
            try bench.configure(more: Self.patient)
            let (requests, meet) = CommandBench.requests()
            try await bench.running(meet: meet) { command in
                try await requests.wait(for: Self.cycle)
                let second = try await bench.run("run")
                #expect(second.code == 1)
                #expect(second.errors.contains("is in use by process \(command.pid)"))
            }
        }
    }

    @Test func `without spec.writes it does not start`() async throws {
        try await CommandBench.with { bench in
            try bench.write(
                """
                apiVersion: usagectl/v1
                kind: Controller
                metadata: {name: tests}
                spec: {connect: {endpoint: "\(bench.endpoint)", apiKeyFile: key}}
                ---
                apiVersion: usagectl/v1
                kind: UsagePolicy
                metadata: {name: defaults}
                spec: {months: {since: 2026-10}}
                """, to: "usagectl.yaml")
            let run = try await bench.run("run")
            #expect(run.code == 64)
            #expect(run.errors.contains("spec.writes is missing, expected 'observe' or 'converge'"))
            #expect(await bench.host.simulation.requests.isEmpty)
        }
    }

    @Test func `a run that observes writes nothing`() async throws {
        try await CommandBench.with { bench in
            try bench.configure(writes: "observe", more: Self.quick)
            let (requests, meet) = CommandBench.requests()
            try await bench.running(meet: meet) { _ in
                try await requests.wait(for: Self.cycle, times: 4)
            }
            #expect(await bench.writes.isEmpty)
            #expect(
                try await bench.plain("report", "show", "-o", "json").output.contains("\"run\""))
        }
    }

    @Test func `a broken edit stops all writes loudly until it is mended`() async throws {
        try await CommandBench.with { bench in
            try bench.configure(writes: "observe", more: Self.quick)
            let (requests, meet) = CommandBench.requests()
            let end = try await bench.running(meet: meet) { _ in
                try await requests.wait(for: Self.cycle)
                try bench.configure(more: Self.quick + "\n  lop: {interval: 1s}")
                try await requests.wait(for: Self.cycle, times: 3)
                #expect(await bench.writes.isEmpty)
                let errors = try await bench.latestReport()?.errors ?? []
                #expect(errors.contains { $0.hasPrefix("nothing is written: ") })
                #expect(errors.contains { $0.contains("unknown key 'lop'") })
                try bench.configure(more: Self.quick)
                try await requests.wait(for: "POST /usage/files")
            }
            #expect(end.errors.contains("the configuration is broken, nothing is written"))
            #expect(end.errors.contains("unknown key 'lop'"))
        }
    }

    @Test func `policies and usage are read afresh in each cycle`() async throws {
        let frozen = "months: {since: 2026-10}\nreport: false"
        try await CommandBench.with { bench in
            try bench.configure(more: Self.quick, policy: frozen)
            let (requests, meet) = CommandBench.requests()
            try await bench.running(meet: meet) { _ in
                try await requests.wait(for: Self.cycle, times: 2)
                #expect(await bench.writes.isEmpty)
                try bench.configure(more: Self.quick)
                try await requests.wait(for: "POST /usage/files")
            }
        }
    }

    @Test func `a key that is exchanged in the midst of a cycle is read again at once`()
        async throws
    {
        try await CommandBench.with { bench in
            try bench.configure(more: Self.patient)
            let (requests, continuation) = AsyncStream.makeStream(of: String.self)
            let isExchanged = NIOLockedValueBox(false)
            try await bench.running(
                meet: { request in
                    continuation.yield("\(request.method) \(request.path)")
                    guard request.path == "/listings",
                        !isExchanged.withLockedValue({ was in
                            defer { was = true }
                            return was
                        })
                    else { return }
                    try? bench.write("SU-000-000-000:another", to: "key")
                    await bench.host.change {
                        $0.setKey("ApiKey SU-000-000-000:another")
                    }
                },
                { _ in try await requests.wait(for: "POST /usage/files") })
            let refused = await bench.host.simulation.requests.filter { $0.status == 401 }
            #expect(refused.count == 1)
        }
    }

    @Test func `a ledger that is bound to another key is unproven until a person says so`()
        async throws
    {
        try await CommandBench.with { bench in
            try bench.configure(writes: "observe", more: Self.quick)
            let (requests, meet) = CommandBench.requests()
            let end = try await bench.running(meet: meet) { _ in
                try await requests.wait(for: Self.cycle)
                await bench.host.change { $0.setKey("ApiKey SU-111-111-111:other") }
                try bench.write("SU-111-111-111:other", to: "key")
                try bench.configure(more: Self.quick)
                let baseline = try await bench.plain("baseline", "--confirm")
                #expect(baseline.code == 0, "\(baseline.errors)")
                try await requests.wait(for: "POST /usage/files")
            }
            #expect(end.code == 143)
        }
    }
}

extension Simulation {
    /// Exchanges the account's key.
    mutating func setKey(_ header: String) {
        var options = platform.options
        options.apiKey = header
        self = Simulation(
            platform: SimulatedPlatform(world: platform.world, options: options), faults: faults,
            clockOffset: clockOffset)
    }
}
