import ArgumentParser
import ConnectSimulator
import Controller
import Foundation
import Ledger
import Logging
import TestSupport
import Testing
import UsageModel

@testable import UsagectlCommands

/// What a turn of `run` may do once what it began with has changed.
struct LiveLoopRunnerTests {
    /// An account off loopback, whose configuration is edited between two turns.
    private struct Bench {
        let transport: SimulatedTransport
        let folder: String
        let clock: OffsetClock

        var path: String { folder + "/usagectl.yaml" }
        var writes: [LoggedRequest] { transport.requests.filter { $0.method != "GET" } }

        func configure(writes: String) throws {
            try """
            apiVersion: usagectl/v1
            kind: Controller
            metadata: {name: tests}
            spec:
              writes: \(writes)
              connect: {endpoint: "\(SimulatedTransport.endpoint)", apiKeyFile: key}
              ledger: sqlite:ledger.db
            ---
            apiVersion: usagectl/v1
            kind: UsagePolicy
            metadata: {name: defaults}
            spec: {months: {since: 2026-10}}

            """.write(toFile: path, atomically: true, encoding: .utf8)
        }
    }

    /// - Parameter ahead: how far `--as-of` is ahead of real time, which the platform goes by.
    private func withRunner(
        ahead: Duration, writes: String,
        _ body: (Bench, LiveLoopRunner, LedgerRecord) async throws -> Void
    ) async throws {
        try await withTemporaryFolder { folder in
            let clock = OffsetClock(offset: ahead)
            let platform = SimulatedPlatform(world: SimulatedAccount().world())
            let bench = Bench(
                transport: SimulatedTransport(
                    Simulation(platform: platform), clock: SimulatedClock(at: clock.realNow)),
                folder: folder, clock: clock)
            try bench.configure(writes: writes)
            try "SU-000-000-000:simulator".write(
                toFile: folder + "/key", atomically: true, encoding: .utf8)
            let options = try ConnectionOptions.parse(["--config", bench.path])
            let setup = try SessionSetup(options, environment: [:])
            let record = try setup.openLedger(.converge, at: clock.now)
            let runner = LiveLoopRunner(
                options, environment: [:], clock: clock, transport: bench.transport,
                record: record, setup: setup, heartbeat: {})
            try await body(bench, runner, record)
            try await record.ledger.close()
        }
    }

    @Test func `an edit to converge does not write with a clock ahead of real time`() async throws {
        try await withRunner(ahead: .seconds(40 * 86_400), writes: "observe") {
            bench, runner, _ in
            #expect(await runner.turn(.start).configurationProblems.isEmpty)
            try bench.configure(writes: "converge")
            let turn = await runner.turn(.interval)
            #expect(!turn.writes)
            #expect(turn.configurationProblems.contains { $0.contains("ahead of real time") })
            #expect(turn.report?.errors.contains { $0.hasPrefix("nothing is written: ") } == true)
            #expect(bench.writes.isEmpty)
        }
    }

    @Test func `the record is not pruned by a clock that was just disproved`() async throws {
        try await withRunner(ahead: .zero, writes: "converge") { bench, runner, record in
            bench.transport.change { $0.clockOffset = .seconds(-40 * 86_400) }
            let old = bench.clock.now.adding(.seconds(-86_400 * 3000))
            _ = try await record.ledger.record(
                report: DriftReport(
                    id: "old", command: "run", asOf: old,
                    endpoint: SimulatedTransport.endpoint, identity: "tests",
                    observation: ReportObservation()))
            let turn = await runner.turn(.start)
            #expect(turn.writes)
            #expect(turn.report?.observation.complete == false)
            #expect(try await record.ledger.keptSince == nil)
        }
    }
}
