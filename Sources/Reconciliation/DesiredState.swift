package import Policy
package import UsageModel

/// What is owed: every active distribution contract x pay-as-you-go product x closed month.
package struct DesiredState: Sendable {
    /// By cell.
    package private(set) var obligations: [Cell: Obligation] = [:]
    private let input: ReconciliationInput
    private let listings: [CellPair: Listing]

    package init(_ input: ReconciliationInput) {
        self.input = input
        listings = input.observation.offers.filter(\.value.isListed)
        for pair in standingPairs { owe(pair) }
        // Records of a month that is not whole cannot be sent, but they are owed all the same.
        for (cell, usage) in input.usage.cells
        where usage.answer == .records || usage.countedRecords > 0 {
            oweUsage(cell)
        }
    }

    /// Pairs of an owed contract and a pay-as-you-go product that are not listed now: for them
    /// subscriptions have to be looked up.
    package static func unlistedPairs(
        _ observation: Observation, environments: Set<String>
    ) -> [CellPair] {
        let listed = Set(observation.offers.filter(\.value.isListed).keys)
        let contracts = observation.contracts.values.filter { isOwed($0, environments) }
        let products = observation.products.values.filter { $0.payAsYouGo != nil }
        return contracts.flatMap { contract in
            products.map { CellPair(contract: contract.id, product: $0.id) }
        }.filter { !listed.contains($0) }.sorted()
    }

    /// What policies may match a cell on.
    package static func facts(of cell: Cell, in observation: Observation) -> CellFacts {
        let contract = observation.contracts[cell.contract]
        let listing = observation.offers[cell.pair]
        return facts(of: cell, contract: contract, listing: listing, in: observation)
    }

    /// Whether a contract's months are owed at all.
    package static func isOwed(_ contract: Contract, _ environments: Set<String>) -> Bool {
        contract.type == "distribution" && contract.status == "active"
            && environments.contains(contract.environment)
    }

    private static func facts(
        of cell: Cell, contract: Contract?, listing: Listing?, in observation: Observation
    ) -> CellFacts {
        CellFacts(
            cell: cell, provider: listing?.provider?.id,
            marketplace: contract?.marketplace ?? listing?.marketplace,
            schema: observation.products[cell.product]?.payAsYouGo?.schema,
            kind: contract?.environment)
    }

    /// Pairs that are owed month by month, whether or not there is usage.
    private var standingPairs: [CellPair] {
        let observation = input.observation
        return Set(listings.keys).union(observation.subscribedPairs).filter { pair in
            guard let contract = observation.contracts[pair.contract] else { return false }
            return Self.isOwed(contract, input.environments)
                && observation.products[pair.product]?.payAsYouGo != nil
        }
    }

    private mutating func owe(_ pair: CellPair) {
        guard let since = input.policies.earliestSince(at: input.now) else { return }
        let listing = listings[pair]
        let contract = input.observation.contracts[pair.contract]
        // The zone may move a start by a day, hence by a month at most: one month to spare.
        let starts = [contract?.events.start, listing?.created].compactMap(\.self)
        let first = starts.map { BillingMonth(of: $0.date).previous }.reduce(since, max)
        for month in BillingMonth.months(from: first, to: BillingMonth(of: input.now.date)) {
            let cell = pair.cell(month)
            let facts = Self.facts(
                of: cell, contract: contract, listing: listing, in: input.observation)
            let policy = input.policies.effective(for: facts, at: input.now)
            let clock = MonthClock(policy.months)
            guard starts.allSatisfy({ BillingMonth(of: clock.day(of: $0)) <= month }) else {
                continue
            }
            let ground = listing.map { Obligation.Ground.listed($0.id) } ?? .subscriptions
            add(cell, ground: ground, facts: facts, policy: policy)
        }
    }

    /// Usage that can be attributed always makes an obligation: also before the listing, after a
    /// delisting, and after pay-as-you-go was switched off.
    private mutating func oweUsage(_ cell: Cell) {
        guard obligations[cell] == nil else { return }
        let facts = Self.facts(of: cell, in: input.observation)
        let policy = input.policies.effective(for: facts, at: input.now)
        let isTerminated = input.observation.contracts[cell.contract]?.status == "terminated"
        add(
            cell, ground: isTerminated ? .terminatedWithUsage : .usage, facts: facts, policy: policy
        )
    }

    private mutating func add(
        _ cell: Cell, ground: Obligation.Ground, facts: CellFacts, policy: EffectivePolicy
    ) {
        let clock = MonthClock(policy.months)
        guard Self.isOwed(cell.month, policy, clock, at: input.now) else { return }
        let lastClosed = clock.lastClosed(at: input.now)
        obligations[cell] = Obligation(
            cell: cell, ground: ground, facts: facts, policy: policy, due: clock.due(cell.month),
            overdueFrom: clock.overdueFrom(cell.month),
            isRecent: cell.month.index > lastClosed.index - policy.months.autoWithin)
    }

    /// Whether a policy makes a month owed now.
    package static func isOwed(
        _ month: BillingMonth, _ policy: EffectivePolicy, _ clock: MonthClock, at now: Timestamp
    ) -> Bool {
        // A protection that expired holds its cells, so they stay visible as owed.
        guard policy.report || !policy.expiredProtections.isEmpty else { return false }
        guard let since = policy.months.since, month >= since else { return false }
        if let until = policy.months.until, month > until { return false }
        return clock.isClosed(month, at: now)
    }
}
