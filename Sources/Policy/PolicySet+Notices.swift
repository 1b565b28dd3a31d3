package import UsageModel

extension PolicySet {
    /// The policies that end within seven days, then those that match no cell.
    package func notices(at time: Timestamp, among facts: [CellFacts]) -> [PolicyNotice] {
        let ending = endingSoon(at: time).map { policy in
            PolicyNotice(
                kind: .endsSoon, policy: policy.policy,
                message: "the policy '\(policy.policy)' ends on \(policy.until) (\(policy.origin))")
        }
        let idle = policiesWithoutCells(among: facts).map { policy in
            PolicyNotice(
                kind: .matchesNothing, policy: policy.name,
                message: "the policy '\(policy.name)' matches no cell (\(policy.origin))")
        }
        return ending + idle
    }
}
