package import UsageModel

/// All policies, ready to be asked for cells.
package struct PolicySet: PolicyEvaluator {
    /// In order of name.
    package let documents: [PolicyDocument]

    private let cache: PolicyCache

    /// - Parameter documents: in any order, which changes nothing; of documents with one name the
    ///   first by place is taken.
    package init(_ documents: [PolicyDocument]) {
        let ordered = documents.sorted { ($0.name, $0.origin.mark) < ($1.name, $1.origin.mark) }
        var distinct: [PolicyDocument] = []
        for document in ordered where distinct.last?.name != document.name {
            distinct.append(document)
        }
        self.documents = distinct
        cache = PolicyCache(PolicyIndex(distinct))
    }

    /// The effective policy of a cell, without `notMatched`, which grows with the number of
    /// policies; `explanation(for:at:)` has it.
    package func effective(for facts: CellFacts, at time: Timestamp) -> EffectivePolicy {
        cache.policy(for: facts, at: time)
    }

    package func earliestSince(at time: Timestamp) -> BillingMonth? {
        let months = documents.compactMap { document -> BillingMonth? in
            guard case .month(let since) = document.settings[.since]?.value else { return nil }
            guard let until = document.until else { return since }
            // Which zone decides the end depends on the cell; a day covers every zone, and a month
            // too early is only looked at in vain.
            let end = Timestamp(startOf: until.date).adding(.seconds(86_400))
            return time < end ? since : nil
        }
        return months.min()
    }
}
