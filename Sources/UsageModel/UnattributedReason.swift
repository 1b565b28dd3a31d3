/// Why a record of the vendor belongs to no obligation.
package enum UnattributedReason: String, Sendable, Codable, CaseIterable {
    /// No subscription on Connect answers to the value.
    case subscriptionUnknown = "subscription.unknown"
    /// No query can carry the value, so that Connect cannot be asked whose it is.
    case subscriptionUnusable = "subscription.unusable"
    /// The subscription stands under the preview stand-in; the distributor never sees it.
    case preview = "contract.preview"
    /// The contract is not a distribution contract that this configuration reports for.
    case contractNotReported = "contract.notReported"
    /// The contract is terminated.
    case contractTerminated = "contract.terminated"
    /// A policy says that nothing is owed.
    case notOwed = "policy.notOwed"
    /// The record's product is none of the account's, or the subscription's is another.
    case productUnknown = "product.unknown"
    /// The month lies outside the months that are owed.
    case monthNotOwed = "month.notOwed"
    /// No record can be made of the row; it was set aside, as such rows are few.
    case rowUnreadable = "row.unreadable"

    /// Whether a person has to look: what a policy excludes on purpose needs nobody.
    package var needsPerson: Bool {
        switch self {
        case .notOwed, .monthNotOwed: false
        default: true
        }
    }

    /// Whether nobody can tell whose the records are: many of them are a sign of a wrong lookup,
    /// while those of a preview or an ended contract are where they belong.
    package var isOwnerUnknown: Bool {
        switch self {
        case .subscriptionUnknown, .subscriptionUnusable, .productUnknown: true
        default: false
        }
    }

    /// Whether a report names rows by their place, since the value itself says nothing that a
    /// person could look up.
    package var namesPlaces: Bool { self == .subscriptionUnusable || self == .rowUnreadable }
}
