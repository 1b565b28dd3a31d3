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

    /// The report that is named: an id, `latest`, or the last one that was known at a time.
    func report(_ id: String, asOf time: Timestamp?) async throws -> DriftReport {
        if let time {
            guard id == "latest" else {
                throw CommandFailure.usage(
                    "both an id and --as-of are given, expected one of them")
            }
            if let report = try await ledger.report(.asOf(time)) { return report }
            throw CommandFailure.failed(
                "the ledger holds no report of \(time) or before: see 'usagectl report list'")
        }
        if let report = try await ledger.report(id == "latest" ? .latest : .id(id)) {
            return report
        }
        throw CommandFailure.failed(
            id == "latest"
                ? "the ledger holds no report: run 'usagectl diff'"
                : "the ledger holds no report '\(PrintableText.of(id))': see 'usagectl report list'"
        )
    }

    /// The daily comparisons of a controller that only observes.
    func shadow(limit: Int) async throws -> ShadowComparison {
        try await ledger.comparison(limit: limit)
    }

    /// The last proven report that covers a month, and what was sent for its cells.
    func statement(of month: BillingMonth, asOf time: Timestamp?) async throws -> MonthStatement {
        let headers = try await ledger.reports(limit: .max)
        let header = headers.first { header in
            let covers = header.months.map { $0.from <= month && month <= $0.to } ?? false
            return header.complete && covers && time.map { header.asOf <= $0 } ?? true
        }
        guard let header, let report = try await ledger.report(.id(header.id)) else {
            throw CommandFailure.failed(
                "the ledger holds no proven report that covers \(month): run 'usagectl diff'")
        }
        var sent: [Cell: [SentFile]] = [:]
        for cell in report.cells where cell.cell.month == month {
            sent[cell.cell] = try await ledger.sentUsage(for: cell.cell)
        }
        return MonthStatement(month, of: report, sent: sent)
    }
}
