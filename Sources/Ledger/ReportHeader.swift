package import UsageModel

/// A recorded report without its cells.
package struct ReportHeader: Hashable, Sendable, Codable {
    package var id: String
    package var command: String
    package var asOf: Timestamp
    package var complete: Bool
    package var identity: String
    package var months: ReportMonths?
    package var summary: ReportSummary
    package var conservation: Conservation

    package init(_ report: DriftReport) {
        id = report.id
        command = report.command
        asOf = report.asOf
        complete = report.observation.complete
        identity = report.identity
        months = report.months
        summary = report.summary
        conservation = report.conservation
    }
}

/// Which recorded report is meant.
package enum ReportSelection: Hashable, Sendable {
    /// The last one that is no comparison.
    case latest
    /// The last one that is no comparison and whose clock was not later.
    case asOf(Timestamp)
    /// The last one of `diff`, `reconcile` or `run`.
    case latestOf(command: String)
    case id(String)
}
