package import UsageModel

/// Which usage files are read; every given line must hold.
///
/// Only what cannot change under way: the status is filtered by the caller, and the platform has no
/// filter by period.
package struct UsageFileScope: Sendable, Hashable {
    /// Nil for any; an empty list asks for nothing.
    package var contracts: [ContractID]?
    /// Nil for any; an empty list asks for nothing.
    package var products: [ProductID]?
    /// Files created at or after this time.
    package var createdSince: Timestamp?
    /// Nil for any; an empty list asks for nothing.
    package var ids: [UsageFileID]?

    package init(
        contracts: [ContractID]? = nil, products: [ProductID]? = nil,
        createdSince: Timestamp? = nil, ids: [UsageFileID]? = nil
    ) {
        self.ids = ids
        self.contracts = contracts
        self.products = products
        self.createdSince = createdSince
    }

    /// Every file that the account can see.
    package static let all = UsageFileScope()

    /// The one pair of a cell.
    package static func pair(_ pair: CellPair) -> UsageFileScope {
        UsageFileScope(contracts: [pair.contract], products: [pair.product])
    }

    /// Disjoint scopes whose lists are short enough for a URL; together they are this one.
    var batches: [UsageFileScope] {
        let byContract = contracts.map { Batches.of($0.map(\.text)).map(Optional.some) } ?? [nil]
        let byProduct = products.map { Batches.of($0.map(\.text)).map(Optional.some) } ?? [nil]
        let byID = ids.map { Batches.of($0.map(\.text)).map(Optional.some) } ?? [nil]
        return byContract.flatMap { contracts in
            byProduct.flatMap { products in
                byID.map { ids in
                    UsageFileScope(
                        contracts: contracts?.map { ContractID($0) },
                        products: products?.map { ProductID($0) }, createdSince: createdSince,
                        ids: ids?.map { UsageFileID($0) })
                }
            }
        }
    }

    var filters: [RQL] {
        var filters: [RQL] = []
        if let contracts { filters.append(.in("contract.id", contracts.map(\.text))) }
        if let products { filters.append(.in("product.id", products.map(\.text))) }
        if let createdSince { filters.append(.ge("created.at", createdSince)) }
        if let ids { filters.append(.in("id", ids.map(\.text))) }
        return filters
    }

    func contains(_ file: UsageFile) -> Bool {
        if let contracts, !(file.contract.map(contracts.contains) ?? false) { return false }
        if let products, !(file.product.map(products.contains) ?? false) { return false }
        if let createdSince {
            guard let created = file.events.created?.at, created >= createdSince else {
                return false
            }
        }
        return ids?.contains(file.id) ?? true
    }
}
