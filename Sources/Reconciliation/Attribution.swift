package import Policy
package import UsageModel

/// Whose usage a record is: subscription -> contract -> cell, or a reason why nobody's.
package struct Attribution: Sendable {
    /// Where a record belongs.
    package enum Place: Hashable, Sendable {
        case cell(Cell, SubscriptionID)
        /// Several subscriptions answer; the cells of all are held.
        case ambiguous([Cell])
        /// The product is one and the subscription's is another: the cells of the product that
        /// lack a file are held, and why.
        case misaimed([Cell], String)
        case nobody(UnattributedReason)
    }

    private let observation: Observation
    private let policies: any PolicyEvaluator
    private let environments: Set<String>
    private let now: Timestamp
    private let subscriptions: SubscriptionIndex
    private let attributions: SubscriptionAttributions
    private let open: Set<Cell>

    /// - Parameters:
    ///   - attributions: what a person said of subscriptions that moved; it goes before the
    ///     contract that Connect names now.
    ///   - open: owed cells that are not settled: only those can be held for a record that was
    ///     meant for their product.
    package init(
        observation: Observation, policies: any PolicyEvaluator, environments: Set<String>,
        now: Timestamp, subscriptions: SubscriptionIndex,
        attributions: SubscriptionAttributions = SubscriptionAttributions(),
        open: Set<Cell> = []
    ) {
        self.observation = observation
        self.policies = policies
        self.environments = environments
        self.now = now
        self.subscriptions = subscriptions
        self.attributions = attributions
        self.open = open
    }

    /// The place of a month's records of what names a subscription.
    package func place(
        _ subscription: String, of product: ProductID, month: BillingMonth
    ) -> Place {
        guard observation.products[product] != nil else { return .nobody(.productUnknown) }
        let candidates = subscriptions.candidates(for: subscription)
        guard !candidates.isEmpty else {
            let isUnusable = subscriptions.unusable.contains(subscription)
            return .nobody(isUnusable ? .subscriptionUnusable : .subscriptionUnknown)
        }
        let places = candidates.map { place($0, of: product, month: month) }
        let owed = places.compactMap(\.owed)
        if owed.isEmpty {
            return misaimed(candidates, at: product, month: month)
                ?? .nobody(places.compactMap(\.refusal).first ?? .subscriptionUnknown)
        }
        if owed.count == 1 { return .cell(owed[0].cell, owed[0].subscription.id) }
        let alive = owed.filter { wasLive($0.subscription, in: month) }
        if alive.count == 1 { return .cell(alive[0].cell, alive[0].subscription.id) }
        return .ambiguous(Set(owed.map(\.cell)).sorted())
    }

    /// Where the usage of a product was meant to go whose subscriptions are all of other products:
    /// to the contracts of those, as far as a file of the product is still to be sent there.
    private func misaimed(
        _ candidates: [SubscriptionIndex.Candidate], at product: ProductID, month: BillingMonth
    ) -> Place? {
        guard candidates.allSatisfy({ $0.subscription.product != product }) else { return nil }
        let aims = candidates.compactMap { candidate -> (cell: Cell, subscription: Subscription)? in
            let subscription = candidate.subscription
            guard !subscription.isPreview,
                let contract = attributions.contract(of: subscription.id, in: month)
                    ?? subscription.contract
            else { return nil }
            let cell = Cell(contract: contract, product: product, month: month)
            guard open.contains(cell) else { return nil }
            let policy = policies.effective(
                for: DesiredState.facts(of: cell, in: observation), at: now)
            return policy.assetCriteria == candidate.criteria ? (cell, subscription) : nil
        }
        guard let first = aims.min(by: { $0.subscription.id < $1.subscription.id }) else {
            return nil
        }
        return .misaimed(
            Set(aims.map(\.cell)).sorted(), Preflight.standsElsewhere(first.subscription))
    }

    private struct Candidate {
        var owed: (cell: Cell, subscription: Subscription)?
        var refusal: UnattributedReason?
    }

    private func place(
        _ candidate: SubscriptionIndex.Candidate, of product: ProductID, month: BillingMonth
    ) -> Candidate {
        let subscription = candidate.subscription
        guard subscription.product == product else { return Candidate(refusal: .productUnknown) }
        guard !subscription.isPreview, let present = subscription.contract else {
            return Candidate(refusal: .preview)
        }
        let contractID = attributions.contract(of: subscription.id, in: month) ?? present
        guard let contract = observation.contracts[contractID] else {
            return Candidate(refusal: .contractNotReported)
        }
        let cell = Cell(contract: contractID, product: product, month: month)
        let policy = policies.effective(
            for: DesiredState.facts(of: cell, in: observation), at: now)
        // A lookup that the cell's own policy does not use found this subscription by accident.
        guard policy.assetCriteria == candidate.criteria else {
            return Candidate(refusal: .subscriptionUnknown)
        }
        if contract.status == "terminated", policy.onTerminated != .reconcile {
            return Candidate(refusal: .contractTerminated)
        }
        guard contract.status == "terminated" || DesiredState.isOwed(contract, environments) else {
            return Candidate(refusal: .contractNotReported)
        }
        guard policy.report else { return Candidate(refusal: .notOwed) }
        guard DesiredState.isOwed(month, policy, MonthClock(policy.months), at: now) else {
            return Candidate(refusal: .monthNotOwed)
        }
        return Candidate(owed: (cell, subscription))
    }

    /// Whether a subscription existed and had not ended before the month began.
    private func wasLive(_ subscription: Subscription, in month: BillingMonth) -> Bool {
        let first = Timestamp(startOf: month.firstDay)
        let after = Timestamp(startOf: month.next.firstDay)
        if let created = subscription.created, created >= after { return false }
        if subscription.status == "terminated", let end = subscription.updated, end < first {
            return false
        }
        return subscription.status != "draft"
    }
}

/// Subscriptions by the values under which policies look them up.
package struct SubscriptionIndex: Sendable {
    package struct Candidate: Sendable {
        package var criteria: AssetCriteria
        package var subscription: Subscription
    }

    private var byValue: [String: [Candidate]] = [:]
    private var byID: [SubscriptionID: Subscription] = [:]
    /// Values that no lookup could carry: nothing is known of them.
    package var unusable: Set<String> = []

    package init() {}

    /// A subscription that a lookup found.
    package subscript(id: SubscriptionID) -> Subscription? { byID[id] }

    /// Adds the answer of a lookup; a subscription without the parameter is left out.
    package mutating func add(_ subscriptions: [Subscription], by criteria: AssetCriteria) {
        for subscription in subscriptions.sorted(by: { $0.id < $1.id }) {
            byID[subscription.id] = subscription
            let value: String? =
                switch criteria {
                case .id: subscription.id.text
                case .parameter(let name): subscription.parameters[name]
                }
            guard let value else { continue }
            byValue[value, default: []].append(
                Candidate(criteria: criteria, subscription: subscription))
        }
    }

    package func candidates(for value: String) -> [Candidate] { byValue[value] ?? [] }
}
