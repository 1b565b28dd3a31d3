package import UsageModel

/// All policies, ready to be asked for cells.
package struct PolicySet: PolicyEvaluator {
    /// In order of name.
    package let documents: [PolicyDocument]

    private let index: PolicyIndex
    private let cache = PolicyCache()

    /// - Parameter documents: in any order, which changes nothing; of documents with one name the
    ///   first by place is taken.
    package init(_ documents: [PolicyDocument]) {
        let ordered = documents.sorted { ($0.name, $0.origin.mark) < ($1.name, $1.origin.mark) }
        var distinct: [PolicyDocument] = []
        for document in ordered where distinct.last?.name != document.name {
            distinct.append(document)
        }
        self.documents = distinct
        index = PolicyIndex(distinct)
    }

    /// The effective policy of a cell, without `notMatched`, which grows with the number of
    /// policies; `explanation(for:at:)` has it.
    package func effective(for facts: CellFacts, at time: Timestamp) -> EffectivePolicy {
        cache.policy(
            for: facts, at: time, ofPair: { candidates(of: facts.cell.pair) },
            takes: { takes($0, facts) },
            resolve: { PolicyResolution.resolve($0, of: documents, at: time) })
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

    /// The policies that take a cell, whether they have ended or not, in order of name; equal lists
    /// have equal numbers.
    func matched(_ facts: CellFacts) -> (number: Int, list: [PolicyResolution.Candidate]) {
        cache.matched(
            facts, ofPair: { candidates(of: facts.cell.pair) }, takes: { takes($0, facts) })
    }

    /// The policies whose contracts and products take a pair, in order of name.
    private func candidates(of pair: CellPair) -> [PolicyResolution.Candidate] {
        index.places(for: pair).compactMap { place in
            documents[place].match.rank(for: pair).map {
                PolicyResolution.Candidate(index: place, rank: $0)
            }
        }
    }

    private func takes(_ candidate: PolicyResolution.Candidate, _ facts: CellFacts) -> Bool {
        documents[candidate.index].match.takesBesideIDs(facts)
    }
}
