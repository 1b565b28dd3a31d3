/// How large a generated world is.
package struct WorldSize: Hashable, Sendable {
    /// Active contracts; one terminated contract without usage is added.
    package var contracts: Int
    /// Pay-as-you-go products; from three on one more product has no such capability.
    package var products: Int
    /// Subscriptions for each contract and product.
    package var assets: Int
    /// The closed months that the usage covers, up to the last.
    package var months: Int

    package init(contracts: Int = 2, products: Int = 4, assets: Int = 3, months: Int = 3) {
        self.contracts = contracts
        self.products = products
        self.assets = assets
        self.months = months
    }
}
