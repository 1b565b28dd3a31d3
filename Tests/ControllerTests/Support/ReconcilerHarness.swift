import ConnectAPI
import ConnectSimulator
import Controller
import Foundation
import Ledger
import Logging
import Policy
import Reconciliation
import TestSupport
import Testing
import UsageModel
import UsageSources
import YAMLDocument

@testable import UsagectlCommands

let october = BillingMonth("2026-10") ?? BillingMonth(index: 0)
let september = october.previous

/// A world, a policy, the vendor's usage and a ledger: everything around the cycles of a test.
struct ReconcilerHarness: Sendable {
    /// October is closed since the day before, and due in three days.
    static let now = Timestamp("2026-11-05T06:00:00Z") ?? Timestamp(seconds: 0)
    static let identity = name("tests")

    let account: SimulatedAccount
    let clock: SimulatedClock
    let transport: SimulatedTransport
    let folder: String
    /// The lines of the one policy's `spec`.
    var policy: String
    var identity = Self.identity
    /// The ledger in use, by name: another name is another installation.
    var ledger = "first"
    var lifeline = Lifeline()
    /// One makes the order of requests, and so a seeded test, the same in every run.
    var concurrency = 4
    /// What a running controller remembers between its cycles; nil for one that begins anew.
    var memory: ObservationMemory?
    /// What the configuration says of subscriptions that moved.
    var attributions: [SubscriptionAttribution] = []
    /// How the vendor's rows become records.
    var mapping = RowMapping()
    /// The `spec` lines of further policies, by name.
    var furtherPolicies: [String: String] = [:]
    /// Sources beside `metering`, by name the glob of their files in the folder.
    var furtherSources: [String: String] = [:]
    /// A configuration's own sources and policies, instead of all those above.
    var configured: (sources: [any UsageSource], policies: PolicySet)?
    /// Sums over a run or a day.
    var limits = RunLimits()
    /// Runs before and after each request of this controller.
    var beside: @Sendable (Int) async -> Void = { _ in }

    /// Opens a world for the time of `body`; usage of October is there unless it is taken away.
    static func with(
        _ account: SimulatedAccount = SimulatedAccount(), files: [SimulatedFileSeed] = [],
        records: [ConnectSimulator.JSONValue] = [],
        policy: String = "months: {since: 2026-10}", options: PlatformOptions = PlatformOptions(),
        _ body: (ReconcilerHarness) async throws -> Void
    ) async throws {
        try await withTemporaryFolder { folder in
            let clock = SimulatedClock(at: now)
            var world = account.world(files: files.map(\.json))
            world.records = records
            let platform = SimulatedPlatform(world: world, options: options)
            let harness = ReconcilerHarness(
                account: account, clock: clock,
                transport: SimulatedTransport(Simulation(platform: platform), clock: clock),
                folder: folder, policy: policy)
            try harness.deliver(account.usage(october), for: october)
            try await body(harness)
        }
    }

    var cell: Cell { account.cell(0, 0, october) }

    static func name(_ text: String) -> Identity {
        guard let identity = Identity(text) else {
            preconditionFailure("'\(text)' is not an identity")
        }
        return identity
    }

    // MARK: The vendor's usage

    /// Writes the vendor's file of a month; nil takes it away.
    func deliver(_ usage: [SimulatedUsage]?, for month: BillingMonth) throws {
        let path = "\(folder)/usage-\(month).csv"
        guard let usage else {
            try FileManager.default.removeItem(atPath: path)
            return
        }
        try SimulatedUsage.csv(usage).write(toFile: path, atomically: true, encoding: .utf8)
    }

    // MARK: Cycles

    func diff(withUsage: Bool = false) async throws -> DriftReport {
        try await run(CycleRequest(command: "diff", withUsage: withUsage))
    }

    @discardableResult
    func reconcile(_ selection: CellSelection = CellSelection()) async throws -> DriftReport {
        try await run(
            CycleRequest(command: "reconcile", selection: selection), converges: true)
    }

    /// The plan with every cell's usage, and the rows themselves.
    func look() async throws -> CycleView {
        try await withLedger { record in
            try await cycle(record).look(
                at: clock.now, CycleRequest(command: "usage", withUsage: true))
        }
    }

    /// A deep diff of a person who says yes, or whatever `confirm` says.
    func stage(
        limit: Int = 10, isAlone: Bool = true, withUsage: Bool = false,
        confirm: @escaping @Sendable (Staging.Proposal) throws -> Void = { _ in }
    ) async throws -> DriftReport {
        try await withLedger { record in
            let client = try client()
            let staging = Staging(
                writer: ConnectWriter(client), limit: limit, isAlone: isAlone, confirm: confirm)
            return try await cycle(record, client, staging: staging).run(
                CycleRequest(command: "diff", withUsage: withUsage), at: clock.now)
        }
    }

    func run(_ request: CycleRequest, converges: Bool = false) async throws -> DriftReport {
        try await withLedger { record in
            try await cycle(record, converges: converges).run(request, at: clock.now)
        }
    }

    /// Approves a cell as it stands, as a person would who has looked at it.
    func approve(_ cell: Cell) async throws {
        try await withLedger { record in
            let view = try await cycle(record).look(
                at: clock.now, CycleRequest(command: "approve", withUsage: true))
            let planned = try #require(view.plan?.cells.first { $0.cell == cell })
            let digest = try #require(planned.approvalDigest)
            try await record.ledger.record(
                approvals: [Approval(cell: cell, digest: digest, by: "tester", at: clock.now)])
        }
    }

    /// A person's wish to send a rejected or invalid file again.
    func askToResend(_ cell: Cell) async throws {
        try await withLedger {
            try await $0.ledger.record(
                resend: ResendRequest(cell: cell, by: "tester", at: clock.now))
        }
    }

    /// A person's word, for a day, that unattributed usage is known.
    func acknowledge(_ subjects: [String]) async throws {
        try await withLedger { record in
            for subject in subjects {
                try await record.ledger.record(
                    acknowledgement: Acknowledgement(
                        subject: subject, reason: "a test's", by: "tester", at: clock.now,
                        until: clock.now.adding(.seconds(86_400))))
            }
        }
    }

    /// A person's word that this many contracts are right.
    func confirmBaseline(contracts: Int) async throws {
        try await withLedger {
            try await $0.baseline(contracts: contracts, by: "tester", at: clock.now)
        }
    }

    private func cycle(_ record: LedgerRecord, converges: Bool = false) throws -> Cycle {
        let client = try client()
        return try cycle(record, client, writer: converges ? ConnectWriter(client) : nil)
    }

    private func cycle(
        _ record: LedgerRecord, _ client: ConnectClient, writer: ConnectWriter? = nil,
        staging: Staging? = nil
    ) throws -> Cycle {
        Cycle(
            client: client, writer: writer, staging: staging, settings: try settings,
            record: MortalRecord(base: record, lifeline: lifeline), clock: clock, memory: memory)
    }

    private func client() throws -> ConnectClient {
        ConnectClient(
            configuration: try Self.configuration, transport: mortalTransport, clock: clock,
            random: { 0.5 }, logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
    }

    /// Opens this controller's ledger for the time of `body`.
    func withLedger<Value>(_ body: (LedgerRecord) async throws -> Value) async throws
        -> Value
    {
        let record = try openLedger()
        return try await record.ledger.closing { try await body(record) }
    }

    private func openLedger() throws -> LedgerRecord {
        try LedgerRecord.open(
            path: "\(folder)/\(ledger).db",
            binding: LedgerBinding(
                endpoint: SimulatedTransport.endpoint, keyID: "SU-000-000-000", identity: identity),
            use: .converge, at: clock.now)
    }

    private var mortalTransport: MortalTransport {
        var transport = MortalTransport(base: transport, lifeline: lifeline)
        transport.beside = beside
        return transport
    }

    private static var configuration: ConnectConfiguration {
        get throws {
            try ConnectConfiguration(
                endpoint: SimulatedTransport.endpoint, apiKey: "SU-000-000-000:simulator",
                requestsPerSecond: 1000)
        }
    }

    private var settings: ControllerSettings {
        get throws {
            let paths = furtherSources.merging(["metering": "usage-{month}.csv"]) { $1 }
            let sources = try paths.sorted { $0.key < $1.key }.map { name, path in
                try FilesSource(
                    FilesSourceConfiguration(
                        name: name, pathTemplate: "\(folder)/\(path)", mapping: mapping))
            }
            var settings = ControllerSettings(
                identity: identity, endpoint: SimulatedTransport.endpoint,
                policies: try configured?.policies ?? policies,
                sources: configured?.sources ?? sources, wait: .seconds(120),
                concurrency: concurrency)
            settings.attributions = SubscriptionAttributions(attributions)
            settings.limits = limits
            return settings
        }
    }

    private var policies: PolicySet {
        get throws {
            let all = [("defaults", policy)] + furtherPolicies.sorted { $0.key < $1.key }
            let text = all.map(Self.document).joined(separator: "---\n")
            let loader = DocumentLoader(
                apiVersion: PolicySchema.apiVersion, kinds: [PolicySchema.kind])
            let loaded = loader.load([SourceText(file: "policy.yaml", text: text)])
            let (policies, problems) = PolicyLoader.load(loaded.documents)
            try #require((loaded.diagnostics + problems).areHarmless)
            return policies
        }
    }

    private static func document(_ name: String, _ spec: String) -> String {
        let lines = spec.split(separator: "\n").map { "  \($0)\n" }.joined()
        return """
            apiVersion: usagectl/v1
            kind: UsagePolicy
            metadata: {name: \(name)}
            spec:
            \(lines)

            """
    }
}
