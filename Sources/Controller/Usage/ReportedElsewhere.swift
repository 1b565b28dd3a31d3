import ConnectAPI
import Reconciliation
import UsageModel

/// Subscriptions that stand, for the very month, in a submitted file of another contract whose rows
/// this ledger does not know: of somebody else, or of a ledger that is lost. A subscription that
/// moved since would be billed under both contracts.
struct ReportedElsewhere {
    private struct Report {
        let file: UsageFileID
        let pair: CellPair
        /// Nil where no days place the file: its records say of which months it is.
        let months: [BillingMonth]?
    }

    private let client: ConnectClient
    /// The cells that have a submitted file.
    private let submitted: Set<Cell>
    /// The submitted files of unknown rows, by product.
    private let unknown: [ProductID: [Report]]

    init(client: ConnectClient, _ observation: Observation, _ knowledge: LedgerKnowledge) {
        self.client = client
        var submitted: Set<Cell> = []
        var unknown: [ProductID: [Report]] = [:]
        let uploads = knowledge.cells.values.reduce(into: [:]) { uploads, history in
            uploads.merge(history.files.compactMapValues(\.upload)) { first, _ in first }
        }
        for file in observation.files where file.status.isSubmitted {
            guard let contract = file.contract, let product = file.product else { continue }
            let pair = CellPair(contract: contract, product: product)
            let days = file.period ?? observation.recordDays[file.id]
            let months = days.map(FileMatching.months)
            for month in months ?? [] { submitted.insert(pair.cell(month)) }
            // What is in the file is known where our own upload is what the platform shows.
            guard !(uploads[file.id]?.isLast(of: file) ?? false) else { continue }
            unknown[product, default: []].append(
                Report(file: file.id, pair: pair, months: months))
        }
        self.submitted = submitted
        self.unknown = unknown
    }

    /// Adds the reports of the subscriptions of cells that have no submitted file of their own;
    /// what cannot be proven is kept as a reason to hold their rows.
    ///
    /// Asked for only where such files exist, which a steady installation does not have.
    func add(
        to facts: inout PreflightFacts, for assets: CellAssets
    ) async throws(ConnectError) {
        var wanted: [ProductMonth: Set<SubscriptionID>] = [:]
        for (cell, known) in assets where !submitted.contains(cell) {
            wanted[ProductMonth(cell), default: []].formUnion(known.values)
        }
        for (place, subscriptions) in wanted.sorted(by: { $0.key < $1.key }) {
            let reports = (unknown[place.product] ?? []).filter {
                $0.months?.contains(place.month) ?? true
            }
            guard !reports.isEmpty else { continue }
            do throws(ConnectError) {
                try await ask(for: subscriptions, in: place, among: reports, &facts.sent)
            } catch {
                guard case .undecodable = error else { throw error }
                facts.unprovenReports[place] = "\(error)"
            }
        }
    }

    private func ask(
        for subscriptions: Set<SubscriptionID>, in place: ProductMonth, among reports: [Report],
        _ sent: inout SentSubscriptions
    ) async throws(ConnectError) {
        let pairs = Dictionary(reports.map { ($0.file, $0.pair) }) { first, _ in first }
        let found = try await client.reports(
            of: subscriptions.sorted(), in: place.month, among: pairs.keys.sorted())
        for report in found {
            guard let pair = pairs[report.file] else { continue }
            sent.add(report.subscription, in: pair.cell(place.month), file: report.file)
        }
    }
}
