package import Policy
package import UsageModel

/// Policies without documents: one for all cells, others for single contracts or products.
package struct FixedPolicies: PolicyEvaluator {
    package var policy: EffectivePolicy
    /// Stand before `byProduct`, as exact contracts stand before exact products.
    package var byContract: [ContractID: EffectivePolicy] = [:]
    package var byProduct: [ProductID: EffectivePolicy] = [:]

    package init(_ policy: EffectivePolicy = EffectivePolicy()) {
        self.policy = policy
    }

    package func effective(for facts: CellFacts, at time: Timestamp) -> EffectivePolicy {
        byContract[facts.cell.contract] ?? byProduct[facts.cell.product] ?? policy
    }

    package func earliestSince(at time: Timestamp) -> BillingMonth? {
        let all = [policy] + Array(byContract.values) + Array(byProduct.values)
        return all.compactMap(\.months.since).min()
    }
}
