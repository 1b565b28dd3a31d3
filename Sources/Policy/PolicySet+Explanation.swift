package import UsageModel

extension PolicySet {
    /// The effective policy of a cell with the policies that do not apply, and why.
    package func explanation(for facts: CellFacts, at time: Timestamp) -> EffectivePolicy {
        var policy = effective(for: facts, at: time)
        let applied = Set(policy.matched)
        policy.notMatched = documents.filter { !applied.contains($0.name) }.map { document in
            let because = document.match.mismatch(facts)
            let ended = document.until.map { "it ended on \($0.date)" } ?? "it does not apply"
            return PolicyMismatch(policy: document.name, because: because ?? ended)
        }
        return policy
    }

    /// The policies that take none of the cells, in order of name.
    package func policiesWithoutCells(among facts: some Sequence<CellFacts>) -> [PolicyDocument] {
        var matcher = PolicyMatcher(PolicyIndex(documents))
        var idle = Set(documents.indices)
        var seen: Set<PolicyMatcher.Matched> = []
        for cell in facts {
            guard !idle.isEmpty else { break }
            let matched = matcher.matched(cell)
            guard seen.insert(matched).inserted else { continue }
            for number in [matched.anyContract, matched.byGlob, matched.exactly] {
                idle.subtract(matcher.lists[number].map(\.place))
            }
        }
        return idle.sorted().map { documents[$0] }
    }
}
