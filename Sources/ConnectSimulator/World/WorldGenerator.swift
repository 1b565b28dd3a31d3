package import UsageModel

/// Makes a world and its vendor's usage from a seed: the same arguments give the same bytes.
package struct WorldGenerator {
    package let size: WorldSize
    package let seed: UInt64
    /// The months of the usage, all closed before the generator's clock.
    package let months: [BillingMonth]

    /// Of the contracts and listings: before every month of the usage.
    let created: Timestamp
    private static let currencies = ["USD", "EUR", "GBP"]
    private static let schemas: [ReportingSchema] = [.quantity, .price, .cost, .tier]
    static let precisions = ["integer", "decimal(2)", "decimal(4)"]

    package init(size: WorldSize, seed: UInt64, now: Timestamp) {
        self.size = size
        self.seed = seed
        let last = BillingMonth(of: now.date).previous
        let first = BillingMonth(index: last.index - max(size.months, 0) + 1)
        months = BillingMonth.months(from: first, to: last)
        let start = min(first, last)
        created = Timestamp(startOf: start.previous.firstDay.adding(days: 9))
    }

    package func world() -> World {
        World(
            marketplaces: Self.currencies.indices.map(marketplace),
            contracts: (0...size.contracts).map(contract),
            products: (0..<size.products).map(product) + reservationProducts,
            listings: listings, assets: assets)
    }

    /// The index behind the active contracts is the terminated one.
    private func isTerminated(_ index: Int) -> Bool { index == size.contracts }

    private var time: JSONValue { .string(created.platformText) }

    private func marketplace(_ index: Int) -> JSONValue {
        [
            "id": .string("MP-\(padded(index + 1, to: 5))"),
            "name": .string("Marketplace \(Self.currencies[index])"),
            "currency": .string(Self.currencies[index]), "zone": "EU", "owner": provider(index),
            "active_contracts": JSONValue(size.contracts),
            "countries": [["id": "ES", "name": "Spain"]], "hubs": [],
            "stats": ["hubs": 0, "contracts": JSONValue(size.contracts)],
            "events": ["created": ["at": time]],
        ]
    }

    private func provider(_ index: Int) -> JSONValue {
        [
            "id": .string("PA-000-\(padded(index + 1, to: 3))"),
            "name": .string("Distributor \(index + 1)"),
        ]
    }

    private var vendor: JSONValue { ["id": "VA-000-001", "name": "Vendor"] }

    func contractID(_ index: Int) -> String {
        "CRD-\(padded(10_000 + index, to: 5))-\(padded(index * 7919 % 100_000, to: 5))"
            + "-\(padded((index + 1) * 104_729 % 100_000, to: 5))"
    }

    private func contractReference(_ index: Int) -> JSONValue {
        [
            "id": .string(contractID(index)), "name": .string("Distribution contract \(index + 1)"),
            "type": "distribution",
            "marketplace": marketplace(index % 3).reference(with: ["name"]),
        ]
    }

    private func contract(_ index: Int) -> JSONValue {
        var contract = contractReference(index)
        contract["version"] = 1
        contract["status"] = isTerminated(index) ? "terminated" : "active"
        contract["kind"] = size.contracts > 3 && index == size.contracts - 1 ? "test" : "production"
        contract["owner"] = vendor
        contract["creator"] = vendor
        contract["issuer"] = provider(index % 3)
        contract["signee"] = vendor
        contract["agreement"] = [
            "id": .string("AGP-\(padded(index + 1, to: 3))-000-000"), "name": "Distribution",
        ]
        contract["enrolled"] = time
        contract["version_created"] = time
        var events: JSONValue = [
            "created": ["at": time], "updated": ["at": time], "signed": ["at": time],
            "countersigned": ["at": time],
        ]
        if isTerminated(index) {
            events["terminated"] = [
                "at": .string(created.adding(.seconds(10 * 86_400)).platformText)
            ]
        }
        contract["events"] = events
        return contract
    }

    func productID(_ index: Int) -> String {
        "PRD-\(padded(100 + index, to: 3))-000-\(padded((index * 37 + 11) % 1000, to: 3))"
    }

    func schema(_ index: Int) -> ReportingSchema { Self.schemas[index % Self.schemas.count] }

    func mpn(_ product: Int, _ item: Int) -> String { "MPN-\(product + 1)-\(item + 1)" }

    private func product(_ index: Int) -> JSONValue {
        var product = productFrame(index, "Metered product \(index + 1)")
        product["capabilities"] = [
            "ppu": [
                "ppu": true, "schema": .string(schema(index).rawValue), "predictive": false,
                "dynamic": .bool(index % 8 == 5), "future": false, "late": false,
                "required_custom_fields": [],
            ],
            "reservation": ["consumption": false],
        ]
        product["items"] = .array(
            Self.precisions.indices.map { item($0, of: index, type: "ppu") })
        return product
    }

    /// What a vendor also sells: no usage is owed for it.
    private var reservationProducts: [JSONValue] {
        guard size.products >= 3 else { return [] }
        var product = productFrame(size.products, "Licensed product")
        product["capabilities"] = ["ppu": .null, "reservation": ["consumption": false]]
        product["items"] = [item(0, of: size.products, type: "reservation")]
        return [product]
    }

    private func productFrame(_ index: Int, _ name: String) -> JSONValue {
        [
            "id": .string(productID(index)), "name": .string(name), "status": "published",
            "icon": .string("/media/\(productID(index)).png"), "version": 1, "latest": true,
            "owner": vendor, "visibility": ["owner": true, "listing": true],
            "purchase_model": "transactable", "events": ["created": ["at": time]],
        ]
    }

    private func item(_ index: Int, of product: Int, type: String) -> JSONValue {
        [
            "id": .string("\(productID(product))-\(padded(index + 1, to: 4))"),
            "name": .string("Item \(index + 1)"), "mpn": .string(mpn(product, index)),
            "local_id": .string("item_\(index + 1)"), "type": .string(type),
            "status": "published", "precision": .string(Self.precisions[index]),
            "period": "monthly", "dynamic": false,
            "unit": ["id": "unit", "title": "Units", "unit": "unit"],
        ]
    }

    /// The terminated contract keeps an unlisted listing of the first product.
    private var listings: [JSONValue] {
        let count = size.products + reservationProducts.count
        let active = (0..<size.contracts).flatMap { contract in
            (0..<count).map { listing(contract, $0, number: contract * count + $0) }
        }
        guard count > 0 else { return [] }
        return active + [listing(size.contracts, 0, number: size.contracts * count)]
    }

    private func listing(_ contract: Int, _ product: Int, number: Int) -> JSONValue {
        let name = product < size.products ? "Metered product \(product + 1)" : "Licensed product"
        let digits = padded(number + 1, to: 9)
        return [
            "id": .string(
                "LST-\(digits.prefix(3))-\(digits.dropFirst(3).prefix(3))-\(digits.suffix(3))"),
            "status": isTerminated(contract) ? "unlisted" : "listed",
            "contract": contractReference(contract),
            "product": productFrame(product, name).reference(with: ["name", "icon", "status"]),
            "created": time, "updated": time, "vendor": vendor, "provider": provider(contract % 3),
        ]
    }

    func assetID(_ contract: Int, _ product: Int, _ asset: Int) -> String {
        let number = (contract * size.products + product) * size.assets + asset + 1
        let digits = padded(number * 7919 % 1_000_000_007, to: 12)
        return "AS-\(digits.prefix(4))-\(digits.dropFirst(4).prefix(4))-\(digits.suffix(4))"
    }

    private var assets: [JSONValue] {
        (0..<size.contracts).flatMap { contract in
            (0..<size.products).flatMap { product in
                (0..<size.assets).map { asset(contract, product, $0) }
            }
        }
    }

    private func asset(_ contract: Int, _ product: Int, _ index: Int) -> JSONValue {
        let id = assetID(contract, product, index)
        return [
            "id": .string(id), "status": "active",
            "external_id": .string("ext-\(id.dropFirst(3))"),
            "external_uid": .string("00000000-0000-4000-8000-\(id.filter(\.isNumber))"),
            "product": productFrame(product, "Metered product \(product + 1)")
                .reference(with: ["name", "status"]),
            "contract": contractReference(contract),
            "marketplace": marketplace(contract % 3).reference(with: ["name"]),
            "connection": ["id": "CT-0000-0000-0001", "type": "production"],
            "params": [["id": "tenant", "value": .string("tenant-\(id.dropFirst(3))")]],
            "events": ["created": ["at": time], "updated": ["at": time]],
        ]
    }
}
