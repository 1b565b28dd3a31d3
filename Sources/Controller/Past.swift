import ConnectAPI
import Reconciliation
import UsageModel

/// The months before, with which guards compare: from the ledger, else from the files on Connect.
struct Past {
    let client: ConnectClient
    let record: any CycleRecord
    let observation: Observation
    let items: ItemCatalogue

    /// Fewer non-zero months than this in the ledger, and the platform's records are read too.
    private static let enoughMonths = 3
    private static let mostMonths = 6

    /// Adds what the decisions of a plan have to be compared with.
    func add(to input: inout ReconciliationInput, for plan: Plan) async throws {
        let cells = plan.cells.filter { planned in
            let sends = planned.decision.verb == .converge && planned.decision.steps != [.delete]
            // What a person is to approve is shown beside the month before; and what stands on
            // Connect already is held against the limits as if it did not.
            let isRead = planned.usage.answer == .records || planned.usage.answer == .zero
            return planned.obligation != nil && (sends || isRead)
        }
        var latest: [CellPair: BillingMonth] = [:]
        for planned in cells {
            latest[planned.cell.pair] = max(
                latest[planned.cell.pair] ?? planned.cell.month, planned.cell.month)
        }
        for (pair, month) in latest.sorted(by: { $0.key < $1.key }) {
            input.history[pair] = try await record.history(of: pair, before: month)
        }
        try await addPlatformHistory(to: &input, latest)
        for product in Set(cells.map(\.cell.product)).sorted()
        where observation.products[product]?.payAsYouGo?.isDynamic == true {
            let items = try await items.items(of: product).filter(\.isPayAsYouGo)
            let earlier = input.history.filter { $0.key.product == product }.values.joined()
            input.dynamicItems[product] = Set(items.map(\.mpn))
                .union(earlier.flatMap { $0.items.map(\.mpn) })
        }
    }

    private func addPlatformHistory(
        to input: inout ReconciliationInput, _ latest: [CellPair: BillingMonth]
    ) async throws {
        var wanted: [UsageFileID: (pair: CellPair, month: BillingMonth)] = [:]
        for (pair, files) in filesByPair(latest) {
            let known = input.history[pair] ?? []
            guard known.count(where: { !$0.isZero }) < Self.enoughMonths else { continue }
            let months = Set(known.map(\.month))
            for (file, month) in files.suffix(Self.mostMonths) where !months.contains(month) {
                wanted[file] = (pair, month)
            }
        }
        guard !wanted.isEmpty else { return }
        let totals = try await client.itemTotals(of: wanted.keys.sorted())
        for (file, items) in totals.sums.sorted(by: { $0.key < $1.key }) {
            guard let (pair, month) = wanted[file] else { continue }
            input.history[pair, default: []].append(MonthUsage(month: month, items: items))
        }
        for (file, why) in totals.unproven.sorted(by: { $0.key < $1.key }) {
            guard let (pair, month) = wanted[file] else { continue }
            input.unprovenPast[pair, default: [:]][month] =
                "the records of '\(file)' are not proven: \(why)"
        }
        for pair in latest.keys { input.history[pair]?.sort { $0.month < $1.month } }
    }

    /// Submitted files of one month each, by pair, oldest first.
    private func filesByPair(
        _ latest: [CellPair: BillingMonth]
    ) -> [CellPair: [(UsageFileID, BillingMonth)]] {
        var files: [CellPair: [(UsageFileID, BillingMonth)]] = [:]
        for file in observation.files where file.status.isSubmitted {
            guard let contract = file.contract, let product = file.product else { continue }
            let pair = CellPair(contract: contract, product: product)
            guard let before = latest[pair],
                let period = file.period ?? observation.recordDays[file.id],
                period == BillingMonth(of: period.from).days
            else { continue }
            let month = BillingMonth(of: period.from)
            if month < before { files[pair, default: []].append((file.id, month)) }
        }
        return files.mapValues { $0.sorted { ($0.1, $0.0) < ($1.1, $1.0) } }
    }
}
