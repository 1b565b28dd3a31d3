import UsageModel

/// The newest report, put together from the record once and not for each page.
actor LatestReport {
    private let record: any StatusRecord
    private var cached: DriftReport?

    init(_ record: any StatusRecord) {
        self.record = record
    }

    /// Nil before the first report.
    func value() async throws -> DriftReport? {
        guard let id = try await record.latestID() else { return nil }
        if let cached, cached.id == id { return cached }
        let report = try await record.report(id: id)
        cached = report
        return report
    }
}
