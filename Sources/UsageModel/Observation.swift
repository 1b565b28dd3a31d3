/// All that one cycle read from Connect.
package struct Observation: Sendable {
    /// Contracts of type distribution, in every status.
    package var contracts: [ContractID: Contract]
    package var listings: [Listing]
    package var products: [ProductID: Product]
    package var marketplaces: [MarketplaceID: Marketplace]
    /// Deleted ones too: a file that a person deleted says something.
    package var files: [UsageFile]
    /// The first and last day of the records of files without a period, where they were read.
    package var recordDays: [UsageFileID: DateSpan]
    /// Pairs that are not listed but have subscriptions that are no drafts.
    package var subscribedPairs: Set<CellPair>
    /// Why this is not proven complete, a sentence each; empty is proof.
    package var problems: [String]

    package init(
        contracts: [Contract] = [], listings: [Listing] = [], products: [Product] = [],
        marketplaces: [Marketplace] = [], files: [UsageFile] = [],
        recordDays: [UsageFileID: DateSpan] = [:], subscribedPairs: Set<CellPair> = [],
        problems: [String] = []
    ) {
        self.contracts = contracts.reduce(into: [:]) { $0[$1.id] = $1 }
        self.listings = listings
        self.products = products.reduce(into: [:]) { $0[$1.id] = $1 }
        self.marketplaces = marketplaces.reduce(into: [:]) { $0[$1.id] = $1 }
        self.files = files
        self.recordDays = recordDays
        self.subscribedPairs = subscribedPairs
        self.problems = problems
    }

    /// Whether writes may follow.
    package var isProven: Bool { problems.isEmpty }
}
