import UsageModel

/// What a report says beside its cells; in a change each part is nil where it is as before.
struct ReportParts: Codable, Sendable, Hashable {
    var endpoint: String?
    var identity: String?
    /// Whether the report has months at all, where that or the months changed.
    var hasMonths: Bool?
    var months: ReportMonths?
    var observation: ReportObservation?
    var summary: ReportSummary?
    var conservation: Conservation?
    var unattributed: [UnattributedUsage]?
    var findings: [Finding]?
    var errors: [String]?

    init() {}

    /// The parts of a report that differ from another's; all of them where there is none.
    init(_ report: DriftReport, after previous: DriftReport?) {
        endpoint = Self.changed(report.endpoint, previous?.endpoint)
        identity = Self.changed(report.identity, previous?.identity)
        if previous.map({ $0.months != report.months }) ?? true {
            hasMonths = report.months != nil
            months = report.months
        }
        observation = Self.changed(report.observation, previous?.observation)
        summary = Self.changed(report.summary, previous?.summary)
        conservation = Self.changed(report.conservation, previous?.conservation)
        unattributed = Self.changed(report.unattributed, previous?.unattributed)
        findings = Self.changed(report.findings, previous?.findings)
        errors = Self.changed(report.errors, previous?.errors)
    }

    /// Puts the parts that are there into a report.
    func fill(_ report: inout DriftReport) {
        report.endpoint = endpoint ?? report.endpoint
        report.identity = identity ?? report.identity
        if let hasMonths { report.months = hasMonths ? months : nil }
        report.observation = observation ?? report.observation
        report.summary = summary ?? report.summary
        report.conservation = conservation ?? report.conservation
        report.unattributed = unattributed ?? report.unattributed
        report.findings = findings ?? report.findings
        report.errors = errors ?? report.errors
    }

    private static func changed<Part: Equatable>(_ part: Part, _ previous: Part?) -> Part? {
        part == previous ? nil : part
    }
}
