package import Policy
package import Reconciliation
package import UsageModel

/// What stays the same while a case runs: the account around the cells, the policies, the vendor's
/// usage. It plans as a cycle does, with the production core.
package struct Scene: Sendable {
    package var contracts: [Contract]
    package var listings: [Listing]
    package var products: [Product]
    package var marketplaces: [Marketplace]
    package var policies: ScenePolicies
    package var identity: Identity
    package var usage = UsageView()
    /// How many records the vendor has of each cell, whatever becomes of them on the way.
    package var records: [Cell: Int] = [:]
    package var limits = RunLimits()
    /// Whether the source is asked for all it has, as `--with-usage` does.
    package var asksAlways = false
    package var dynamicItems: [ProductID: Set<String>] = [:]
    package var history: [CellPair: [MonthUsage]] = [:]

    /// What a cycle finds out before it acts.
    package enum Look: Sendable {
        case unproven([String])
        case planned(Plan, Observation)
    }

    package init(
        contracts: [Contract], listings: [Listing], products: [Product],
        marketplaces: [Marketplace] = [], policies: ScenePolicies, identity: Identity
    ) {
        self.contracts = contracts
        self.listings = listings
        self.products = products
        self.marketplaces = marketplaces
        self.policies = policies
        self.identity = identity
    }

    /// Observes, proves and plans. `exists` answers the look at a single file.
    package func look(
        at files: [UsageFile], _ knowledge: LedgerKnowledge, now: Timestamp,
        exists: (UsageFileID) -> Bool
    ) -> Look {
        var observation = Observation(
            contracts: contracts, listings: listings, products: products,
            marketplaces: marketplaces, files: files)
        let proof = ObservationProof(observation, knowledge: knowledge)
        observation.problems = proof.doubts
        for file in proof.missingFiles {
            if let doubt = proof.doubt(ofMissing: file, exists: exists(file)) {
                observation.problems.append(doubt)
            }
        }
        guard observation.isProven else { return .unproven(observation.problems) }
        var input = ReconciliationInput(
            observation: observation, policies: policies, usage: UsageView(),
            knowledge: knowledge, identity: identity, now: now)
        input.limits = limits
        let demand: Set<Cell>
        if asksAlways {
            // What is owed without usage, and what usage makes owed; the rest would be
            // unattributed.
            input.usage = usage
            demand = Set(DesiredState(input).obligations.keys)
        } else {
            let blind = Planner(input).plan()
            demand = Set(blind.usageDemand)
            guard !demand.isEmpty else { return .planned(blind, observation) }
            input.usage = usage
        }
        input.usage.cells = usage.cells.filter { demand.contains($0.key) }
        input.usage.delivered =
            demand.reduce(0) { $0 + (records[$1] ?? 0) }
            + input.usage.unattributed.reduce(0) { $0 + $1.records }
        input.history = history
        input.dynamicItems = dynamicItems
        return .planned(Planner(input).plan(), observation)
    }
}

/// Policies without documents: one for all cells, others for single contracts.
package struct ScenePolicies: PolicyEvaluator {
    package var policy: EffectivePolicy
    package var byContract: [ContractID: EffectivePolicy] = [:]

    package init(_ policy: EffectivePolicy) {
        self.policy = policy
    }

    package func effective(for facts: CellFacts, at time: Timestamp) -> EffectivePolicy {
        byContract[facts.cell.contract] ?? policy
    }

    package func earliestSince(at time: Timestamp) -> BillingMonth? {
        ([policy] + byContract.values).compactMap(\.months.since).min()
    }
}
