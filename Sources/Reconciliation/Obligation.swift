package import Policy
package import UsageModel

/// A cell that must have a submitted usage file.
package struct Obligation: Sendable {
    /// Why the cell is owed.
    package enum Ground: Hashable, Sendable {
        /// The product is listed under the contract now.
        case listed(String)
        /// The pair is not listed, but subscriptions live under it.
        case subscriptions
        /// The vendor delivered usage for it.
        case usage
        /// The contract is terminated, and the policy reconciles such contracts' usage.
        case terminatedWithUsage

        package var sentence: String {
            switch self {
            case .listed(let listing): "the product is listed under the contract (\(listing))"
            case .subscriptions:
                "the product is not listed, but subscriptions live under the contract"
            case .usage: "the vendor's usage names subscriptions of this contract and product"
            case .terminatedWithUsage:
                "the contract is terminated, but the vendor's usage names its subscriptions"
            }
        }
    }

    package var cell: Cell
    package var ground: Ground
    package var facts: CellFacts
    package var policy: EffectivePolicy
    package var due: CalendarDate
    package var overdueFrom: Timestamp
    /// Whether the month is among the closed months that converge by themselves.
    package var isRecent: Bool

    package init(
        cell: Cell, ground: Ground, facts: CellFacts, policy: EffectivePolicy, due: CalendarDate,
        overdueFrom: Timestamp, isRecent: Bool
    ) {
        self.cell = cell
        self.ground = ground
        self.facts = facts
        self.policy = policy
        self.due = due
        self.overdueFrom = overdueFrom
        self.isRecent = isRecent
    }
}
