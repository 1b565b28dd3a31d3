import UsageSources

/// A usage source that gives the same question the same answer, and reads for it only once.
actor RememberedSource: UsageSource {
    nonisolated let name: String
    private let source: any UsageSource
    private var answers: [UsageQuery: UsageReading] = [:]

    init(_ source: any UsageSource) {
        self.source = source
        name = source.name
    }

    func read(_ query: UsageQuery) async -> UsageReading {
        if let answer = answers[query] { return answer }
        let answer = await source.read(query)
        answers[query] = answer
        return answer
    }
}
