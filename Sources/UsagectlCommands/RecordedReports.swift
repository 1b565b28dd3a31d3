import Controller
import Foundation
import Ledger
import UsageModel

/// The reports of the configured ledger; needs neither a key nor a network.
struct RecordedReports {
    private let ledger: Ledger

    init(_ connection: ConnectionOptions) throws {
        let setup = try SessionSetup.load(connection, environment: Terminal.environment)
        do throws(LedgerError) {
            ledger = try Ledger.open(
                path: setup.configuration.ledger, binding: nil, mode: .readOnlyIfPresent,
                at: Timestamp(seconds: 0))
        } catch {
            throw CommandFailure.failed("\(error)")
        }
    }

    func list(limit: Int) async throws -> [ReportEntry] {
        try await ledger.reports(limit: limit).map { header in
            ReportEntry(
                id: header.id, command: header.command, asOf: header.asOf,
                complete: header.complete, summary: header.summary)
        }
    }

    func report(_ id: String) async throws -> DriftReport? {
        try await ledger.report(id == "latest" ? .latest : .id(id))
    }
}
