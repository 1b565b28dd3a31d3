package import UsageModel

/// A person's word to which contract a subscription belongs, for some months.
package struct SubscriptionAttribution: Hashable, Sendable {
    package var subscription: SubscriptionID
    package var contract: ContractID
    /// The first month; nil for all before.
    package var from: BillingMonth?
    /// The last month; nil for all that follow.
    package var until: BillingMonth?

    package init(
        subscription: SubscriptionID, contract: ContractID, from: BillingMonth? = nil,
        until: BillingMonth? = nil
    ) {
        self.subscription = subscription
        self.contract = contract
        self.from = from
        self.until = until
    }

    package func covers(_ month: BillingMonth) -> Bool {
        from.map { $0 <= month } ?? true && until.map { month <= $0 } ?? true
    }

    /// Whether two entries speak of one subscription in one month.
    package func overlaps(_ other: SubscriptionAttribution) -> Bool {
        guard subscription == other.subscription else { return false }
        let endsBefore = until.map { last in other.from.map { last < $0 } ?? false } ?? false
        let beginsAfter = from.map { first in other.until.map { $0 < first } ?? false } ?? false
        return !endsBefore && !beginsAfter
    }
}

/// The entries of the configuration, by subscription.
package struct SubscriptionAttributions: Sendable, Equatable {
    private var bySubscription: [SubscriptionID: [SubscriptionAttribution]] = [:]

    package init(_ entries: [SubscriptionAttribution] = []) {
        bySubscription = Dictionary(grouping: entries, by: \.subscription)
    }

    /// The contracts that a person named, for whatever months.
    package var contracts: Set<ContractID> {
        Set(bySubscription.values.joined().map(\.contract))
    }

    /// The contract that a person named, nil where none did.
    package func contract(of subscription: SubscriptionID, in month: BillingMonth) -> ContractID? {
        bySubscription[subscription]?.first { $0.covers(month) }?.contract
    }
}
