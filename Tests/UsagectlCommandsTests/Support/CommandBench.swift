import ConnectSimulator
import Foundation
import TestSupport
import UsageModel

let october = BillingMonth("2026-10") ?? BillingMonth(index: 0)

/// A served simulator with a configuration, a key and the vendor's usage in a folder: all that the
/// built command needs.
struct CommandBench: Sendable {
    /// October is closed since the day before, and due in three days.
    static let now = Timestamp("2026-11-05T06:00:00Z") ?? Timestamp(seconds: 0)
    static let apiKey = "SU-000-000-000:bench"

    let account: SimulatedAccount
    let host: SimulationHost
    let endpoint: String
    let folder: String
    /// When the world's clock stood at ``now``.
    let begun: ContinuousClock.Instant

    static func with(
        _ account: SimulatedAccount = SimulatedAccount(), files: [SimulatedFileSeed] = [],
        policy: String = "months: {since: 2026-10}",
        clock: (@Sendable () -> Timestamp)? = nil,
        _ body: (CommandBench) async throws -> Void
    ) async throws {
        let begin = ContinuousClock.now
        let simulation = Simulation(
            platform: SimulatedPlatform(
                world: account.world(files: files.map(\.json)),
                options: PlatformOptions(
                    apiKey: "ApiKey \(apiKey)", processingTime: .milliseconds(100))))
        let steps = RequestClock(step: .milliseconds(5))
        let host = SimulationHost(simulation) {
            // On a busy machine it goes on by steps only, before it is further ahead than a clock
            // may be.
            clock?() ?? steps.now.adding(min(ContinuousClock.now - begin, .seconds(200)))
        }
        try await withTemporaryFolder { folder in
            try await SimulatorServer(host: host).withRunning { address in
                let bench = CommandBench(
                    account: account, host: host, endpoint: address.url, folder: folder,
                    begun: begin)
                try bench.write(apiKey, to: "key")
                try bench.write(SimulatedUsage.csv(account.usage(october)), to: "usage-2026-10.csv")
                try bench.configure(policy: policy)
                try await body(bench)
            }
        }
    }

    var cell: Cell { account.cell(0, 0, october) }

    func write(_ text: String, to name: String) throws {
        try text.write(toFile: "\(folder)/\(name)", atomically: true, encoding: .utf8)
    }

    /// Writes `usagectl.yaml`; `spec` lines stand before the policy.
    func configure(
        writes: String = "converge", ledger: String = "ledger.db", wait: String = "10m",
        status: String = "127.0.0.1:0", more: String = "",
        policy: String = "months: {since: 2026-10}"
    ) throws {
        let lines = policy.split(separator: "\n").map { "  \($0)" }.joined(separator: "\n")
        try write(
            """
            apiVersion: usagectl/v1
            kind: Controller
            metadata: {name: tests}
            spec:
              writes: \(writes)
              connect: {endpoint: "\(endpoint)", apiKeyFile: key, requestsPerSecond: 200}
              sources:
                - {name: metering, type: files, path: "usage-{month}.csv"}
              ledger: sqlite:\(ledger)
              processing: {pollInterval: 50ms, wait: \(wait)}
              status: {listen: "\(status)"}
            \(more)
            ---
            apiVersion: usagectl/v1
            kind: UsagePolicy
            metadata: {name: defaults}
            spec:
            \(lines)

            """, to: "usagectl.yaml")
    }

    /// Runs a command that looks at cells, with the bench's clock.
    func run(_ arguments: String..., environment: [String: String] = [:]) async throws -> CommandRun
    {
        try await CommandRun.usagectl(
            arguments + ["--as-of", Self.now.description], in: folder, environment: environment)
    }

    /// Runs a command with exactly these arguments.
    func plain(_ arguments: String..., environment: [String: String] = [:]) async throws
        -> CommandRun
    {
        try await CommandRun.usagectl(arguments, in: folder, environment: environment)
    }

    /// Changes the world behind the platform's back.
    func change(_ body: @Sendable (inout World) -> Void) async {
        await host.change { $0.replaceWorld(at: Self.now, body) }
    }

    /// Requests to the platform that were not reads.
    var writes: [String] {
        get async {
            await host.simulation.requests.filter { $0.method != "GET" }.map(\.path)
        }
    }

    var statuses: [String] {
        get async { await host.simulation.platform.files.map(\.status.word) }
    }
}
