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
        var idle = Set(documents.indices)
        var seen: Set<Int> = []
        for cell in facts {
            guard !idle.isEmpty else { break }
            let matched = matched(cell)
            guard seen.insert(matched.number).inserted else { continue }
            for candidate in matched.list { idle.remove(candidate.index) }
        }
        return idle.sorted().map { documents[$0] }
    }
}
