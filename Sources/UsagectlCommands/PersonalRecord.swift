import ConnectAPI
import Controller
import Ledger
import UsageModel

/// The ledger opened for a person's word; neither key nor network is needed.
enum PersonalRecord {
    static func with(
        _ connection: ConnectionOptions, _ options: ClockOptions,
        _ body: (Ledger, OffsetClock) async throws -> Void
    ) async throws {
        let setup = try SessionSetup.load(connection, environment: Terminal.environment)
        let clock = OffsetClock.starting(at: options.asOf?.value)
        do {
            let ledger = try Ledger.open(
                path: setup.configuration.ledger, binding: nil, mode: .beside, at: clock.now)
            try await ledger.closing { try await body(ledger, clock) }
        } catch let error as LedgerError {
            throw CommandFailure.failed("\(error)")
        }
    }
}
