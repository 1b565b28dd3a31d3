import UsageModel

/// One recorded report in a list of them.
struct ReportEntry: Encodable {
    var id: String
    var command: String
    var asOf: Timestamp
    var complete: Bool
    var summary: ReportSummary
}

/// The list of recorded reports as text.
enum ReportListing {
    static func table(_ entries: [ReportEntry]) -> String {
        guard !entries.isEmpty else { return "no reports are recorded\n" }
        let header = [
            "id", "command", "as of", "proven", "owed", "in sync", "acts", "waits", "held",
        ]
        let rows = entries.map { entry in
            [
                entry.id, entry.command, entry.asOf.description, entry.complete ? "yes" : "no",
                "\(entry.summary.obligations)", "\(entry.summary.inSync)",
                "\(entry.summary.actionable)", "\(entry.summary.waiting)", "\(entry.summary.held)",
            ]
        }
        return TextColumns.of([header] + rows).joined(separator: "\n") + "\n"
    }
}
