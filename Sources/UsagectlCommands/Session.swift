import ConnectAPI
import Controller
import Foundation
import Ledger
import Policy
import Reconciliation
import UsageModel
import UsageSources
import YAMLDocument

/// A configured connection: what the commands that look at Connect have in common.
struct Session: Sendable {
    let configuration: ControllerConfiguration
    let policies: PolicySet
    var settings: ControllerSettings
    let client: ConnectClient
    let record: LedgerRecord
    let clock: any ConnectClock
    /// The time with which everything is evaluated.
    let now: Timestamp

    /// Opens configuration, key, ledger and network for the time of `body`.
    static func with(
        _ options: ConnectionOptions, clock clockOptions: ClockOptions, ledger mode: LedgerUse,
        environment: [String: String] = ProcessInfo.processInfo.environment,
        _ body: (Session) async throws -> Void
    ) async throws {
        let setup = try SessionSetup(options, environment: environment)
        let clock = OffsetClock.starting(at: clockOptions.asOf?.value)
        try mode.check(clock: clock, endpoint: setup.connect.endpoint)
        let ledger = try setup.openLedger(mode, at: clock.now)
        var settings = try setup.settings()
        settings.clockOffset = clock.offset
        let ready = settings
        let connect = setup.connect
        try await ledger.ledger.closing {
            try await AsyncHTTPTransport.withTransport(
                connections: connect.concurrency
            ) { transport in
                let client = ConnectClient(
                    configuration: connect, transport: transport, clock: clock,
                    logger: options.logger("connect"))
                try await body(
                    Session(
                        configuration: setup.configuration, policies: setup.policies,
                        settings: ready, client: client, record: ledger, clock: clock,
                        now: clockOptions.asOf?.value ?? clock.now))
            }
        }
    }

    /// A cycle that carries its plan out with `writer`, stages rows as `staging` allows, or only
    /// observes where there is neither.
    func cycle(
        writer: ConnectWriter? = nil, staging: Staging? = nil,
        _ progress: @escaping @Sendable (CycleProgress) -> Void = { _ in }
    ) -> Cycle {
        Cycle(
            client: client, writer: writer, staging: staging, settings: settings, record: record,
            clock: clock, progress: progress)
    }
}
