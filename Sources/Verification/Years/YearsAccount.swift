import ConnectSimulator
import Policy
import Reconciliation
import UsageModel

/// The account of simulated years: contracts that begin and end, four products, and what the vendor
/// would deliver.
struct YearsAccount {
    static let firstMonth = BillingMonth(index: 2024 * 12)
    private static let schemas: [(ProductID, PayAsYouGo)] = [
        ("PRD-001-001-001", PayAsYouGo(schema: .quantity)),
        ("PRD-002-002-002", PayAsYouGo(schema: .price)),
        ("PRD-003-003-003", PayAsYouGo(schema: .quantity, isDynamic: true)),
    ]

    static func scene(contracts: Int, identity: Identity) -> Scene {
        var policy = EffectivePolicy()
        policy.months.since = firstMonth
        policy.onDuplicate = .deleteOurs
        var scene = Scene(
            contracts: [], listings: [],
            products: schemas.map { Product(id: $0.0, name: "Product", payAsYouGo: $0.1) },
            marketplaces: [Marketplace(id: "MP-00001", name: "Europe", currency: "EUR")],
            policies: ScenePolicies(policy), identity: identity)
        let begin = Timestamp(startOf: firstMonth.firstDay)
        for _ in 0..<max(1, contracts) { addContract(to: &scene, at: begin) }
        scene.dynamicItems = ["PRD-003-003-003": ["MPN-A"]]
        scene.asksAlways = true
        return scene
    }

    static func addContract(to scene: inout Scene, at now: Timestamp) {
        let id = ContractID("CRD-0000\(scene.contracts.count + 1)")
        scene.contracts.append(
            Contract(
                id: id, name: "Distribution", marketplace: "MP-00001",
                events: ContractEvents(created: now)))
        for (product, _) in schemas {
            scene.listings.append(
                Listing(
                    id: "LST-\(scene.listings.count + 1)", contract: id, product: product,
                    created: now, marketplace: "MP-00001"))
        }
    }

    /// How many records the vendor has of a cell with usage.
    static let recordsOfCell = 2

    static var pairsPerContract: Int { schemas.count }

    /// The usage of a cell: one record of each of two subscriptions.
    static func usage(
        of cell: Cell, quantity: Int, in scene: Scene, currency: String? = nil,
        item: String = "MPN-A"
    ) -> CellUsage {
        let isPriced =
            scene.products.first { $0.id == cell.product }?.payAsYouGo?.schema.isPriced ?? false
        let records = (0..<recordsOfCell).map { index in
            var record = UsageRecord(
                product: cell.product, subscription: "AS-\(index)", itemMPN: item,
                quantity: ExactDecimal(quantity + index),
                start: Timestamp(startOf: cell.month.firstDay),
                end: Timestamp(startOf: cell.month.next.firstDay).adding(.seconds(-1)),
                amount: isPriced ? ExactDecimal(quantity * 2) : nil,
                origin: RecordOrigin(file: "usage.csv", line: index + 1))
            record.currency = currency
            return (record: record, asset: SubscriptionID("AS-\(index)"))
        }
        return CellUsage.of(records, marker: Marker(identity: scene.identity, cell: cell))
    }
}
