import UsageModel

extension SimulatedPlatform {
    /// Finds what a path names; a trailing slash makes no difference.
    mutating func answer(
        _ request: PlatformRequest, at now: Timestamp, listsAsOf: Timestamp
    ) throws -> PlatformResponse {
        let parts = request.path.split(separator: "/").map { percentDecoded(String($0)) }
        if parts.starts(with: ["usage", "files"]) {
            return try answerFiles(
                request, Array(parts.dropFirst(2)), at: now, listsAsOf: listsAsOf)
        }
        guard request.method == "GET" else { throw PlatformError.methodNotAllowed }
        if parts.first == "usage" { return try answerUsage(request, Array(parts.dropFirst())) }
        return try answerCatalogue(request, parts)
    }

    private func answerCatalogue(
        _ request: PlatformRequest, _ parts: [String]
    ) throws -> PlatformResponse {
        let visible = contracts.rows.filter { $0.id != Self.previewContract }
        switch (parts.count, parts.first) {
        case (1, "contracts"): return try list(visible, request, .contracts)
        case (1, "listings"): return try list(listings.rows, request, .listings)
        case (1, "marketplaces"): return try list(marketplaces.rows, request, .marketplaces)
        case (1, "products"): return try list(products.rows, request, .products)
        case (1, "assets"): return try list(assets.rows, request, .assets)
        case (2, "contracts") where parts[1] != Self.previewContract:
            return .json(200, try contracts.object(parts[1]))
        case (2, "listings"): return .json(200, try listings.object(parts[1]))
        case (2, "marketplaces"): return .json(200, try marketplaces.object(parts[1]))
        case (2, "products"): return .json(200, try products.object(parts[1]))
        case (2, "assets"): return .json(200, try assets.object(parts[1]))
        case (2, "subscriptions") where parts[1] == "assets":
            return try list(assets.rows, request, .subscriptions)
        case (3, "subscriptions") where parts[1] == "assets":
            return .json(200, try assets.object(parts[2]))
        case (3, "products") where parts[2] == "items":
            return try list(try items(of: parts[1]), request, .items)
        case (4, "products") where parts[2] == "items":
            guard let item = try items(of: parts[1]).first(where: { $0.id == parts[3] }) else {
                throw PlatformError.notFound
            }
            return .json(200, item)
        default: throw PlatformError.notFound
        }
    }

    private func items(of product: String) throws -> [JSONValue] {
        _ = try products.object(product)
        return items[product] ?? []
    }

    private func answerUsage(
        _ request: PlatformRequest, _ parts: [String]
    ) throws -> PlatformResponse {
        switch (parts.count, parts.first) {
        case (1, "records"):
            return try list(records.lazy.map { json(of: $0) }, request, .usageRecords)
        case (2, "records"):
            guard let record = records.first(where: { $0.id == parts[1] }) else {
                throw PlatformError.notFound
            }
            return .json(200, json(of: record))
        case (1, "aggregates"): return try list(aggregates(), request, .usageAggregates)
        case (1, "reconciliations"): return try list([], request, .reconciliations)
        case (1, "products"): return try list(payAsYouGoProducts, request, .products)
        case (3, "products") where parts[2] == "template":
            let product = try products.object(parts[1])
            return .json(
                200, ["template_link": "https://storage.example/templates/\(product.id).xlsx"])
        default: throw PlatformError.notFound
        }
    }

    private var payAsYouGoProducts: [JSONValue] {
        products.rows.filter { schema(of: $0) != nil }
    }

    func list(
        _ rows: some RandomAccessCollection<JSONValue>, _ request: PlatformRequest,
        _ table: FilterTable
    ) throws -> PlatformResponse {
        .list(try ListQuery(rawQuery: request.rawQuery, table: table).page(of: rows))
    }

    /// The reporting schema of a pay-as-you-go product, nil for any other product.
    func schema(of product: JSONValue) -> ReportingSchema? {
        product.value(at: "capabilities.ppu.schema")?.string.flatMap { ReportingSchema($0) }
    }
}
