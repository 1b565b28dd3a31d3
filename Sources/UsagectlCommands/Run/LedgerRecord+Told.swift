import Ledger
import UsageModel

extension LedgerRecord {
    /// What earlier cycles of a command told and need not tell again: its last proven report and
    /// those after it, oldest first.
    func reports(toldBy command: String) async throws -> [DriftReport] {
        let headers = try await ledger.reports(limit: Self.mostReports, command: command)
        let proven = headers.firstIndex(where: \.complete) ?? headers.count - 1
        var reports: [DriftReport] = []
        for header in headers.prefix(proven + 1).reversed() {
            if let report = try await ledger.report(.id(header.id)) { reports.append(report) }
        }
        return reports
    }

    private static let mostReports = 50
}
