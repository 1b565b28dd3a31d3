package import Policy
package import UsageModel

/// Cells that nothing but usage makes owed: of a contract that ended, of a product that is
/// pay-as-you-go no more, of a month before a listing.
///
/// A plan that is made without the source's answer has none of them, so that nobody asked the
/// source on their account.
package struct PossibleObligations {
    private let input: ReconciliationInput
    private let desired: DesiredState
    private let matching: FileMatching
    private let moved: Set<ContractID>

    /// - Parameter moved: contracts to which a person's word gives subscriptions of others.
    init(
        _ input: ReconciliationInput, desired: DesiredState, matching: FileMatching,
        moved: Set<ContractID>
    ) {
        self.input = input
        self.desired = desired
        self.matching = matching
        self.moved = moved
    }

    /// The policy of a cell whose usage, if there is any, is owed or at least a finding; nil where
    /// usage changes nothing.
    package static func policy(
        of cell: Cell, in input: ReconciliationInput
    ) -> EffectivePolicy? {
        guard let contract = input.observation.contracts[cell.contract],
            input.observation.products[cell.product] != nil,
            input.environments.contains(contract.environment),
            contract.type == "distribution",
            contract.status == "active" || contract.status == "terminated"
        else { return nil }
        let facts = DesiredState.facts(of: cell, in: input.observation)
        let policy = input.policies.effective(for: facts, at: input.now)
        let isOwed = DesiredState.isOwed(
            cell.month, policy, MonthClock(policy.months), at: input.now)
        return isOwed ? policy : nil
    }

    /// Whether usage of a cell, if there is any, makes it owed.
    static func isOwed(withUsage cell: Cell, in input: ReconciliationInput) -> Bool {
        guard let policy = policy(of: cell, in: input) else { return false }
        return input.observation.contracts[cell.contract]?.status == "active"
            || policy.onTerminated == .reconcile
    }

    /// Those of the closed months that converge by themselves, as long as no file is submitted for
    /// them. What older months have is held for a person, who can name them.
    package var recent: [Cell] {
        guard let since = input.policies.earliestSince(at: input.now) else { return [] }
        return pairs.flatMap { recent(of: $0, since: since) }
    }

    /// The cells that a person names, of whatever month.
    package func named(_ cells: Set<Cell>, by selection: CellSelection) -> [Cell] {
        guard let since = input.policies.earliestSince(at: input.now) else { return [] }
        let now = BillingMonth(of: input.now.date)
        let months = selection.months.flatMap {
            BillingMonth.months(from: max($0.lowerBound, since), to: min($0.upperBound, now))
        }
        let selected = selection.namedPairs.flatMap { pair in months.map { pair.cell($0) } }
        return cells.union(selected).filter { cell in
            desired.obligations[cell] == nil && Self.policy(of: cell, in: input) != nil
        }.sorted()
    }

    /// The pairs under which usage may be that no obligation waits for.
    private var pairs: [CellPair] {
        let contracts = input.observation.contracts.values.filter {
            $0.status == "active" || $0.status == "terminated"
        }
        return contracts.flatMap { contract in
            input.observation.products.values.filter { mayHaveUsage(contract, $0) }.map {
                CellPair(contract: contract.id, product: $0.id)
            }
        }.sorted()
    }

    private func mayHaveUsage(_ contract: Contract, _ product: Product) -> Bool {
        guard contract.status == "active", product.payAsYouGo != nil, !moved.contains(contract.id)
        else { return true }
        // The subscriptions of unlisted pairs were looked up: without any there is no usage, and
        // with one each month is owed. A listing may be younger than its subscriptions.
        let pair = CellPair(contract: contract.id, product: product.id)
        return input.observation.offers[pair]?.isListed ?? false
    }

    private func recent(of pair: CellPair, since: BillingMonth) -> [Cell] {
        guard let contract = input.observation.contracts[pair.contract] else { return [] }
        var found: [Cell] = []
        var month = BillingMonth(of: input.now.date)
        while month >= since {
            let cell = pair.cell(month)
            month = month.previous
            let facts = DesiredState.facts(of: cell, in: input.observation)
            let rules = input.policies.effective(for: facts, at: input.now).months
            let clock = MonthClock(rules)
            guard clock.isClosed(cell.month, at: input.now) else { continue }
            let last = clock.lastClosed(at: input.now)
            guard cell.month.index > last.index - rules.autoWithin else { return found }
            if desired.obligations[cell] == nil, isWithin(contract, cell.month, clock),
                !isSubmitted(cell), Self.policy(of: cell, in: input) != nil
            {
                found.append(cell)
            }
        }
        return found
    }

    /// Whether a contract was in force in some part of a month, as far as Connect says.
    private func isWithin(
        _ contract: Contract, _ month: BillingMonth, _ clock: MonthClock
    ) -> Bool {
        let start = contract.events.start.map { BillingMonth(of: clock.day(of: $0)) }
        guard start.map({ $0 <= month }) ?? true else { return false }
        guard contract.status == "terminated" else { return true }
        return contract.events.terminated.map { month.firstDay <= clock.day(of: $0) } ?? true
    }

    private func isSubmitted(_ cell: Cell) -> Bool {
        matching.files(of: cell).contains { $0.file.isLive && $0.file.status.isSubmitted }
    }
}
