package import UsageModel

/// What policies match on: the cell and what Connect says of its contract and product.
package struct CellFacts: Hashable, Sendable {
    package var cell: Cell
    package var provider: AccountID?
    package var marketplace: MarketplaceID?
    package var schema: ReportingSchema?
    /// `production` or `test`.
    package var kind: String?

    package init(
        cell: Cell, provider: AccountID? = nil, marketplace: MarketplaceID? = nil,
        schema: ReportingSchema? = nil, kind: String? = nil
    ) {
        self.cell = cell
        self.provider = provider
        self.marketplace = marketplace
        self.schema = schema
        self.kind = kind
    }
}

/// The one way to ask what holds for a cell; diff, reconcile, explain and the reports all use it.
package protocol PolicyEvaluator: Sendable {
    /// The effective policy of a cell at a time: a pure function of documents, facts and clock.
    func effective(for facts: CellFacts, at time: Timestamp) -> EffectivePolicy

    /// The earliest month that any policy makes owed for the pair's facts, nil where none says so.
    /// (`months.since` may differ by month only through `match.months`.)
    func earliestSince(at time: Timestamp) -> BillingMonth?

    /// What is worth knowing of the documents themselves: those about to end, and those that match
    /// none of the cells.
    func notices(at time: Timestamp, among facts: [CellFacts]) -> [PolicyNotice]

    /// The documents as the ledger keeps them, in order of name.
    var records: [PolicyRecord] { get }
}

/// A remark on a policy document.
package struct PolicyNotice: Hashable, Sendable {
    package enum Kind: String, Sendable {
        case endsSoon
        case matchesNothing
    }

    package var kind: Kind
    package var policy: String
    package var message: String

    package init(kind: Kind, policy: String, message: String) {
        self.kind = kind
        self.policy = policy
        self.message = message
    }
}

extension PolicyEvaluator {
    /// Evaluators without documents have nothing to remark.
    package func notices(at time: Timestamp, among facts: [CellFacts]) -> [PolicyNotice] { [] }

    package var records: [PolicyRecord] { [] }
}
