import UsageModel

/// The comparison with what others sent, put together once for each new one and not for each page.
actor LatestComparison {
    /// How many comparisons are looked back: a month of days.
    static let looksBack = 31

    private let record: any StatusRecord
    private var cached: (id: String, comparison: ShadowComparison)?

    init(_ record: any StatusRecord) {
        self.record = record
    }

    /// Nil where nothing was compared, or nothing that was proven.
    func value() async throws -> ShadowComparison? {
        guard let id = try await record.latestComparisonID() else { return nil }
        if let cached, cached.id == id { return Self.proven(cached.comparison) }
        let comparison = try await record.comparison(limit: Self.looksBack)
        cached = (id, comparison)
        return Self.proven(comparison)
    }

    private static func proven(_ comparison: ShadowComparison) -> ShadowComparison? {
        comparison.asOf == nil ? nil : comparison
    }
}
