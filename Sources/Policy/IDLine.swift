import UsageModel

/// A line of a match that takes ids.
enum IDLine: Hashable, Sendable, CaseIterable {
    case contracts, products, providers, marketplaces

    /// What the line says, nil where it is not given.
    func patterns(of match: PolicyMatch) -> [MatchPattern]? {
        switch self {
        case .contracts: match.contracts
        case .products: match.products
        case .providers: match.providers
        case .marketplaces: match.marketplaces
        }
    }

    /// The id that the line is held against, nil where the cell has none.
    func id(of facts: CellFacts) -> String? {
        switch self {
        case .contracts: facts.cell.contract.text
        case .products: facts.cell.product.text
        case .providers: facts.provider?.text
        case .marketplaces: facts.marketplace?.text
        }
    }
}
