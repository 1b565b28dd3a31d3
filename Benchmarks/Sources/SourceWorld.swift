import Foundation
import Policy
import Reconciliation
import UsageModel

/// An account with many subscriptions, and a month of its usage as one CSV file.
struct SourceWorld {
    static let month = BillingMonth(index: 2026 * 12 + 9)
    private static let products = 10
    private static let contracts = 50
    private static let subscriptionsPerCell = 20
    private static let items = 40
    private static let long = Timestamp(startOf: BillingMonth(index: 2020 * 12).firstDay)

    /// How many cells have usage.
    static var cells: Int { products * contracts }

    static var productIDs: [ProductID] { (0..<products).map { product($0) } }

    private static func product(_ number: Int) -> ProductID { ProductID("PRD-\(100 + number)") }

    private static func subscription(_ contract: Int, _ product: Int, _ number: Int) -> String {
        "AS-\(1000 + contract)-\(1000 + product)-\(1000 + number)"
    }

    /// What Connect knows of the subscriptions.
    static var subscriptions: SubscriptionIndex {
        var subscriptions: [Subscription] = []
        for contract in 0..<contracts {
            for product in 0..<products {
                for number in 0..<subscriptionsPerCell {
                    subscriptions.append(
                        Subscription(
                            id: SubscriptionID(subscription(contract, product, number)),
                            product: self.product(product),
                            contract: ContractID("CRD-\(contract)"), created: long))
                }
            }
        }
        var index = SubscriptionIndex()
        index.add(subscriptions, by: .id)
        return index
    }

    /// What Connect knows of contracts and products.
    static let observation = Observation(
        contracts: (0..<contracts).map { number in
            Contract(
                id: ContractID("CRD-\(number)"), name: "Contract \(number)",
                events: ContractEvents(created: long))
        },
        products: productIDs.map {
            Product(id: $0, name: "Product", payAsYouGo: PayAsYouGo(schema: .quantity))
        })

    /// By what the rows are checked.
    static func facts(_ subscriptions: SubscriptionIndex) -> PreflightFacts {
        var facts = PreflightFacts(
            products: observation.products, subscriptions: subscriptions)
        let items = ItemIndex(
            (0..<items).map {
                Item(
                    id: "ITEM-\($0)", mpn: "MPN-\($0)", type: "ppu", status: "published",
                    precision: "decimal(2)")
            })
        for product in productIDs { facts.items[product] = items }
        return facts
    }

    static func attribution(_ subscriptions: SubscriptionIndex) -> Attribution {
        Attribution(
            observation: observation, policies: EveryMonth(), environments: ["production"],
            now: Timestamp(startOf: month.next.firstDay).adding(.seconds(7 * 86_400)),
            subscriptions: subscriptions)
    }

    /// Writes the month's rows, those of all cells mixed, and returns the file's bytes.
    static func write(rows: Int, to path: String) throws -> Int {
        guard FileManager.default.createFile(atPath: path, contents: nil),
            let file = FileHandle(forWritingAtPath: path)
        else { return 0 }
        var text =
            "product_id,subscription_id,item_mpn,quantity,start_time_utc,end_time_utc,record_id\n"
        var bytes = 0
        for row in 0..<rows {
            let cell = (row &* 7919) % cells
            let name = subscription(cell / products, cell % products, row % subscriptionsPerCell)
            let day = 1 + row % 28
            let date = "2026-10-\(day < 10 ? "0" : "")\(day)"
            text +=
                "PRD-\(100 + cell % products),\(name),MPN-\(row % items),\(row % 1000).\(row % 97),"
                + "\(date) 00:00:00,\(date) 23:59:59,row-\(row)\n"
            if text.utf8.count > 1 << 20 {
                bytes += text.utf8.count
                try file.write(contentsOf: Data(text.utf8))
                text = ""
            }
        }
        try file.write(contentsOf: Data(text.utf8))
        try file.close()
        return bytes + text.utf8.count
    }
}

/// Every month since 2026 is owed, everywhere.
struct EveryMonth: PolicyEvaluator {
    private let policy: EffectivePolicy = {
        var policy = EffectivePolicy()
        policy.months.since = BillingMonth(index: 2026 * 12)
        return policy
    }()

    func effective(for facts: CellFacts, at time: Timestamp) -> EffectivePolicy { policy }

    func earliestSince(at time: Timestamp) -> BillingMonth? { policy.months.since }
}
