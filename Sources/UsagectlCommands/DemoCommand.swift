import ArgumentParser
import ConnectAPI
import ConnectSimulator
import Controller
import Foundation
import Reconciliation
import UsageModel

struct DemoCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "demo",
        abstract: "Shows diff, reconcile and diff on a small simulated world; needs no account.",
        discussion: """
            Starts the built-in simulator on this machine, seeds a world with missing months, a draft \
            that a dead run left, a rejected file and usage of unknown subscriptions, and reconciles it.

            usagectl demo
            """)

    @OptionGroup var output: OutputOptions

    func run() async throws {
        try await CommandFailure.reporting {
            let folder = FileManager.default.temporaryDirectory
                .appendingPathComponent("usagectl-demo-\(UUID().uuidString)").path
            defer { try? FileManager.default.removeItem(atPath: folder) }
            let world = try DemoWorld()
            let server = SimulatorServer(host: DemoCommand.host(world))
            try await server.withRunning { address in
                try write(world, to: folder, endpoint: address.url)
                try await show(folder)
            }
        }
    }

    private static let apiKey = "SU-000-000-000:demo"

    private static func host(_ world: DemoWorld) -> SimulationHost {
        let options = PlatformOptions(
            apiKey: "ApiKey \(apiKey)", processingTime: .milliseconds(700))
        let clock = OffsetClock.starting(at: DemoWorld.now)
        return SimulationHost(
            Simulation(platform: SimulatedPlatform(world: world.world, options: options)),
            clock: { clock.now })
    }

    /// Writes what a user would write: a configuration, a key file, and the vendor's usage.
    private func write(_ world: DemoWorld, to folder: String, endpoint: String) throws {
        let usage = URL(filePath: folder).appendingPathComponent("usage")
        try FileManager.default.createDirectory(at: usage, withIntermediateDirectories: true)
        for (name, text) in world.usage {
            try text.write(
                to: usage.appendingPathComponent(name), atomically: true, encoding: .utf8)
        }
        let root = URL(filePath: folder)
        try Self.configuration(endpoint: endpoint).write(
            to: root.appendingPathComponent("usagectl.yaml"), atomically: true, encoding: .utf8)
        try Self.apiKey.write(
            to: root.appendingPathComponent("connect-api-key"), atomically: true, encoding: .utf8)
    }

    private static func configuration(endpoint: String) -> String {
        """
        apiVersion: usagectl/v1
        kind: Controller
        metadata: {name: \(DemoWorld.identity)}
        spec:
          writes: converge
          connect:
            endpoint: \(endpoint)
            apiKeyFile: connect-api-key
            requestsPerSecond: 200
          sources:
            - {name: metering, type: files, path: "usage/usage-{month}.csv"}
          processing: {pollInterval: 200ms, wait: 60s}
        ---
        apiVersion: usagectl/v1
        kind: UsagePolicy
        metadata: {name: defaults}
        spec:
          months: {since: 2026-08, autoWithin: 3}
          limits: {unattributed: 50%}

        """
    }

    private func show(_ folder: String) async throws {
        let connection = try ConnectionOptions.parse(["--config", "\(folder)/usagectl.yaml"])
        Terminal.print(
            "A vendor with two distributors and three pay-as-you-go products; today is "
                + "\(DemoWorld.now.date).\n")
        try await step("usagectl diff", connection, .observe, CycleRequest(command: "diff"))
        try await step(
            "usagectl reconcile", connection, .converge,
            CycleRequest(command: "reconcile"))
        let last = try await step(
            "usagectl diff", connection, .observe, CycleRequest(command: "diff"))
        Terminal.print("\n\(closing(last))\n")
    }

    @discardableResult
    private func step(
        _ command: String, _ connection: ConnectionOptions, _ use: LedgerUse,
        _ request: CycleRequest
    ) async throws -> DriftReport {
        Terminal.print("\n$ \(command)\n")
        var clock = ClockOptions()
        clock.asOf = TimestampArgument(value: DemoWorld.now)
        let reports = ReportBox()
        try await Session.with(connection, clock: clock, ledger: use, environment: [:]) { session in
            let writer = use == .converge ? ConnectWriter(session.client) : nil
            let report = try await session.cycle(writer: writer).run(request, at: DemoWorld.now)
            Terminal.print(try output.renderer.render(report, as: output.output))
            await reports.set(report)
        }
        guard let report = await reports.report else {
            throw CommandFailure.failed("'\(command)' gave no report")
        }
        return report
    }

    private func closing(_ report: DriftReport) -> String {
        let held = report.summary.held
        let left = report.summary.actionable + report.summary.waiting
        let acted =
            left == 0 ? "Nothing is left for the controller to do" : "\(left) cells are in work"
        return "\(acted); \(held) held for a person, each with its reason and next command."
    }
}

/// Carries a report out of a session.
private actor ReportBox {
    private(set) var report: DriftReport?

    func set(_ report: DriftReport) {
        self.report = report
    }
}
