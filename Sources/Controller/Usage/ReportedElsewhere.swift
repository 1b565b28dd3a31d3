import ConnectAPI
import Reconciliation
import UsageModel

/// Subscriptions that stand, for the very month, in a submitted file of another contract whose rows
/// this ledger does not know: of somebody else, or of a ledger that is lost. A subscription that
/// moved since would be billed under both contracts.
struct ReportedElsewhere {
    private let client: ConnectClient
    /// By product and month, the cells that have a submitted file.
    private let submitted: Set<Cell>
    /// The cell of each submitted file of unknown rows.
    private let unknown: [ProductMonth: [UsageFileID: Cell]]

    init(client: ConnectClient, _ observation: Observation, _ knowledge: LedgerKnowledge) {
        self.client = client
        var submitted: Set<Cell> = []
        var unknown: [ProductMonth: [UsageFileID: Cell]] = [:]
        for file in observation.files where file.status.isSubmitted {
            guard let contract = file.contract, let product = file.product,
                let days = file.period ?? observation.recordDays[file.id]
            else { continue }
            let pair = CellPair(contract: contract, product: product)
            for month in FileMatching.months(of: days) {
                let cell = pair.cell(month)
                submitted.insert(cell)
                let upload = knowledge.cells[cell]?.files[file.id]?.upload
                if upload?.sent.subscriptions == nil {
                    unknown[ProductMonth(cell), default: [:]][file.id] = cell
                }
            }
        }
        self.submitted = submitted
        self.unknown = unknown
    }

    /// Adds the reports of the subscriptions of cells that have no submitted file of their own.
    ///
    /// Asked for only where such files exist, which a steady installation does not have.
    func add(
        to sent: inout SentSubscriptions, for assets: CellAssets
    ) async throws(ConnectError) {
        var wanted: [ProductMonth: Set<SubscriptionID>] = [:]
        for (cell, known) in assets where !submitted.contains(cell) {
            guard unknown[ProductMonth(cell)]?.values.contains(where: { $0 != cell }) ?? false
            else { continue }
            wanted[ProductMonth(cell), default: []].formUnion(known.values)
        }
        for (place, subscriptions) in wanted.sorted(by: { $0.key < $1.key }) {
            let reports = try await client.reports(
                of: subscriptions.sorted(), product: place.product, in: place.month)
            for report in reports {
                guard let cell = unknown[place]?[report.file] else { continue }
                sent.add(report.subscription, in: cell, file: report.file)
            }
        }
    }
}
