/// All that one cycle read from Connect.
package struct Observation: Sendable {
    /// Contracts of type distribution, in every status.
    package var contracts: [ContractID: Contract]
    package var listings: [Listing] { didSet { offers = Self.offers(in: listings) } }
    /// By pair, the listing that speaks for it: one that is listed before one that is not, then the
    /// earliest.
    package private(set) var offers: [CellPair: Listing]
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
        offers = Self.offers(in: listings)
        self.products = products.reduce(into: [:]) { $0[$1.id] = $1 }
        self.marketplaces = marketplaces.reduce(into: [:]) { $0[$1.id] = $1 }
        self.files = files
        self.recordDays = recordDays
        self.subscribedPairs = subscribedPairs
        self.problems = problems
    }

    private static func offers(in listings: [Listing]) -> [CellPair: Listing] {
        listings.reduce(into: [:]) { offers, listing in
            guard let contract = listing.contract, let product = listing.product else { return }
            let pair = CellPair(contract: contract, product: product)
            if offers[pair].map({ speaksFirst(listing, $0) }) ?? true { offers[pair] = listing }
        }
    }

    private static func speaksFirst(_ left: Listing, _ right: Listing) -> Bool {
        if left.isListed != right.isListed { return left.isListed }
        return (left.created ?? .distantPast, left.id) < (right.created ?? .distantPast, right.id)
    }

    /// Whether writes may follow.
    package var isProven: Bool { problems.isEmpty }
}
