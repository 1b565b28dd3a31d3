package import ConnectSimulator
package import UsageModel

/// A vendor's account of plain shape: every contract has every product listed, every pair the same
/// number of subscriptions, every product one item.
package struct SimulatedAccount: Sendable {
    package var contracts = 1
    package var products = 1
    /// Of each pair.
    package var subscriptions = 1
    package var schema = ReportingSchema.quantity
    /// Indices of products without a listing.
    package var unlisted: Set<Int> = []
    /// Members of every product's pay-as-you-go capability, instead of or beside the usual ones.
    package var capability: [String: JSONValue] = [:]
    /// Items of every product, beside the one that usage names.
    package var furtherItems: [JSONValue] = []
    /// By contract index.
    package var terminated: [Int: Timestamp] = [:]

    package init(contracts: Int = 1, products: Int = 1, subscriptions: Int = 1) {
        self.contracts = contracts
        self.products = products
        self.subscriptions = subscriptions
    }

    private static let created = "2026-01-10T00:00:00+00:00"

    package static func contract(_ index: Int = 0) -> ContractID {
        ContractID("CRD-10000-00000-\(digits(index, 5))")
    }

    package static func product(_ index: Int = 0) -> ProductID {
        ProductID("PRD-100-000-\(digits(index, 3))")
    }

    package func cell(_ contract: Int = 0, _ product: Int = 0, _ month: BillingMonth) -> Cell {
        Cell(contract: Self.contract(contract), product: Self.product(product), month: month)
    }

    package func subscription(_ contract: Int = 0, _ product: Int = 0, _ index: Int = 0) -> String {
        let number = (contract * products + product) * subscriptions + index
        return "AS-0000-\(Self.digits(number / 10_000, 4))-\(Self.digits(number % 10_000, 4))"
    }

    package static func mpn(_ product: Int = 0) -> String { "unit-\(product)" }

    package func world(files: [JSONValue] = []) -> World {
        World(
            marketplaces: [["id": "MP-00001", "name": "Market", "currency": "USD"]],
            contracts: (0..<contracts).map(contractJSON), products: (0..<products).map(productJSON),
            listings: pairs.filter { !unlisted.contains($0.product) }.map(listingJSON),
            assets: pairs.flatMap { pair in
                (0..<subscriptions).map { assetJSON(pair.contract, pair.product, $0) }
            },
            files: files)
    }

    /// The vendor's usage of a month: one line for each subscription, quantities 1, 2, 3 and so on.
    package func usage(_ month: BillingMonth, ofProducts wanted: Set<Int>? = nil)
        -> [SimulatedUsage]
    {
        let lines = pairs.filter { wanted?.contains($0.product) ?? true }.flatMap { pair in
            (0..<subscriptions).map { line(month, pair.contract, pair.product, $0) }
        }
        return lines.enumerated().map { index, line in
            var line = line
            line.quantity = ExactDecimal(index + 1)
            return line
        }
    }

    private func line(
        _ month: BillingMonth, _ contract: Int, _ product: Int, _ index: Int
    ) -> SimulatedUsage {
        SimulatedUsage(
            contract: Self.contract(contract), product: Self.product(product),
            subscription: subscription(contract, product, index), mpn: Self.mpn(product),
            quantity: .zero, start: Timestamp(startOf: month.firstDay),
            end: Timestamp(startOf: month.next.firstDay).adding(.seconds(-1)),
            amount: schema.isPriced ? ExactDecimal("12.50") : nil,
            tier: schema == .tier ? 0 : nil,
            recordID: "\(month)-\(contract)-\(product)-\(index)")
    }

    private var pairs: [(contract: Int, product: Int)] {
        (0..<contracts).flatMap { contract in (0..<products).map { (contract, $0) } }
    }

    private func contractJSON(_ index: Int) -> JSONValue {
        var events: JSONValue = ["created": ["at": .string(Self.created)]]
        if let end = terminated[index] { events["terminated"] = ["at": .string(end.description)] }
        return [
            "id": .string(Self.contract(index).text), "name": .string("Contract \(index)"),
            "type": "distribution", "kind": "production",
            "status": terminated[index] == nil ? "active" : "terminated",
            "marketplace": ["id": "MP-00001", "name": "Market"],
            "owner": ["id": "VA-000-001", "name": "Vendor"],
            "issuer": ["id": "PA-000-001", "name": "Distributor"], "events": events,
        ]
    }

    private func productJSON(_ index: Int) -> JSONValue {
        [
            "id": .string(Self.product(index).text), "name": .string("Product \(index)"),
            "status": "published", "owner": ["id": "VA-000-001", "name": "Vendor"],
            "events": ["created": ["at": .string(Self.created)]],
            "capabilities": ["ppu": capabilityJSON],
            "items": .array(
                [
                    [
                        "id": .string("\(Self.product(index))-0001"), "name": "Unit",
                        "mpn": .string(Self.mpn(index)), "local_id": "unit", "type": "ppu",
                        "status": "published", "precision": "decimal(2)",
                        "unit": ["id": "unit", "title": "Units", "unit": "unit"],
                    ]
                ] + furtherItems),
        ]
    }

    private var capabilityJSON: JSONValue {
        var json: JSONValue = [
            "ppu": true, "schema": .string(schema.rawValue), "dynamic": false,
        ]
        for (key, value) in capability { json[key] = value }
        return json
    }

    private func listingJSON(_ contract: Int, _ product: Int) -> JSONValue {
        let number = Self.digits(contract * products + product, 3)
        return [
            "id": .string("LST-000-000-\(number)"),
            "status": terminated[contract] == nil ? "listed" : "unlisted",
            "contract": ["id": .string(Self.contract(contract).text)],
            "product": ["id": .string(Self.product(product).text)],
            "created": .string(Self.created), "updated": .string(Self.created),
            "vendor": ["id": "VA-000-001", "name": "Vendor"],
            "provider": ["id": "PA-000-001", "name": "Distributor"],
        ]
    }

    private func assetJSON(_ contract: Int, _ product: Int, _ index: Int) -> JSONValue {
        let id = subscription(contract, product, index)
        return [
            "id": .string(id), "status": "active",
            "product": ["id": .string(Self.product(product).text)],
            "contract": ["id": .string(Self.contract(contract).text)],
            "connection": ["id": "CT-0000-0000-0001", "type": "production"],
            "params": [["id": "tenant", "value": .string("tenant-\(id)")]],
            "events": [
                "created": ["at": .string(Self.created)], "updated": ["at": .string(Self.created)],
            ],
        ]
    }

    private static func digits(_ number: Int, _ width: Int) -> String {
        let text = String(number)
        return String(repeating: "0", count: max(0, width - text.count)) + text
    }
}
