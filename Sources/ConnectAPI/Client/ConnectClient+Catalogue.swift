package import UsageModel

extension ConnectClient {
    /// All distribution contracts of the account, of any status.
    package func contracts() async throws(ConnectError) -> Reading<Contract> {
        try await reader.read(
            Question(
                path: "/contracts", filters: [.eq("type", "distribution")],
                order: .appendOnly(created: "events.created.at"), id: { $0.id.text },
                created: \.events.created, satisfies: { $0.type == "distribution" },
                decode: { try JSON.decode([WireContract].self, from: $0).map(\.contract) }))
    }

    /// All listings of the account, listed or not.
    package func listings() async throws(ConnectError) -> Reading<Listing> {
        try await reader.read(
            Question(
                path: "/listings", filters: [], order: .creation("created"), id: \.id,
                created: \.created, satisfies: { _ in true },
                decode: { try JSON.decode([WireListing].self, from: $0).map(\.listing) }))
    }

    /// All products of the account, each with its capabilities.
    ///
    /// A row without capabilities says nothing of them, so that its product is asked for by itself.
    package func products() async throws(ConnectError) -> Reading<Product> {
        let reading = try await reader.read(
            Question(
                path: "/products", filters: [], order: .creation("events.created.at"),
                id: \.id, created: { $0.events?.created?.at }, satisfies: { _ in true },
                decode: { try JSON.decode([WireProduct].self, from: $0) }))
        var products: [Product] = []
        var requests = reading.requests
        for row in reading.rows {
            if row.capabilities != nil {
                products.append(row.product)
            } else {
                requests += 1
                products.append(try await product(ProductID(row.id)) ?? row.product)
            }
        }
        return Reading(
            rows: products, total: reading.total, requests: requests, problem: reading.problem)
    }

    /// One product, nil where the account has none of this id.
    package func product(_ id: ProductID) async throws(ConnectError) -> Product? {
        try await object(WireProduct.self, at: "/products/\(try Self.segment(id.text))")?.product
    }

    /// All marketplaces that the account can see.
    package func marketplaces() async throws(ConnectError) -> Reading<Marketplace> {
        try await reader.read(
            Question(
                path: "/marketplaces", filters: [], order: .arbitrary("id"), id: { $0.id.text },
                created: { _ in nil }, satisfies: { _ in true },
                decode: { try JSON.decode([WireMarketplace].self, from: $0).map(\.marketplace) }))
    }

    /// One marketplace, nil where the account can see none of this id.
    package func marketplace(_ id: MarketplaceID) async throws(ConnectError) -> Marketplace? {
        try await object(WireMarketplace.self, at: "/marketplaces/\(try Self.segment(id.text))")?
            .marketplace
    }
}
