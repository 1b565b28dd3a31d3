import ConnectAPI
import Policy
import Reconciliation
import UsageModel

/// Gathers what rows are checked by: items, where subscriptions were reported, what was sent.
struct PreflightFactsReader {
    let client: ConnectClient
    let observation: Observation
    let settings: ControllerSettings
    let knowledge: LedgerKnowledge
    let record: any CycleRecord
    let items: ItemCatalogue
    let now: Timestamp

    /// A row that comes late, or early, may have been sent in the file of a month nearby.
    private static let monthsAround = 3

    /// The facts by which the rows of these cells are checked; without cells nothing is asked for.
    func facts(
        for assets: CellAssets, subscriptions: SubscriptionIndex
    ) async throws -> PreflightFacts {
        let cells = Set(assets.keys)
        var facts = PreflightFacts(products: observation.products, subscriptions: subscriptions)
        facts.attributions = settings.attributions
        facts.rowsPerFile = settings.limits.rowsPerFile
        for cell in cells {
            let known = DesiredState.facts(of: cell, in: observation)
            facts.currencies[cell] = FileCurrency.of(
                known, settings.policies.effective(for: known, at: now), in: observation)
        }
        let products = Set(cells.map(\.product)).filter {
            observation.products[$0]?.payAsYouGo != nil
        }
        for product in products.sorted() {
            facts.items[product] = ItemIndex(try await items.items(of: product))
        }
        let months = cells.map(\.month)
        facts.sent = SentSubscriptions(knowledge, files: observation.files, months: months)
        let elsewhere = ReportedElsewhere(client: client, observation, knowledge)
        try await elsewhere.add(to: &facts, for: assets)
        if let first = months.min(), let last = months.max() {
            let window =
                BillingMonth(
                    index: first.index - Self.monthsAround)...BillingMonth(
                    index: last.index + Self.monthsAround)
            facts.sentRecords = SentRecords(
                try await record.sentRecords(of: products, in: window),
                files: observation.files)
        }
        return facts
    }
}
