import UsageModel

/// Which facts of a cell make a difference to any policy, so that cells that differ in nothing else
/// are answered once.
struct DecisiveFacts: Sendable {
    private let products: Bool
    private let providers: Bool
    private let marketplaces: Bool
    private let schemas: Bool
    private let kinds: Bool
    private let months: Bool

    init(_ documents: [PolicyDocument]) {
        products = documents.contains { $0.match.products != nil }
        providers = documents.contains { $0.match.providers != nil }
        marketplaces = documents.contains { $0.match.marketplaces != nil }
        schemas = documents.contains { $0.match.schemas != nil }
        kinds = documents.contains { $0.match.kinds != nil }
        months = documents.contains { $0.match.months != nil }
    }

    /// The facts without contract, and without what no policy asks for.
    func of(_ facts: CellFacts) -> CellFacts {
        CellFacts(
            cell: Cell(
                contract: "", product: products ? facts.cell.product : "",
                month: months ? facts.cell.month : BillingMonth(index: 0)),
            provider: providers ? facts.provider : nil,
            marketplace: marketplaces ? facts.marketplace : nil,
            schema: schemas ? facts.schema : nil, kind: kinds ? facts.kind : nil)
    }
}
