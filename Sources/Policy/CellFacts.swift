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
}
