import ConnectAPI
import Policy
import Reconciliation
import UsageModel

/// The rows of a month without usage, where a policy sends zeros: one per subscription and item.
struct ZeroRecords {
    let client: ConnectClient
    let items: ItemCatalogue
    let observation: Observation
    let settings: ControllerSettings
    let now: Timestamp
    /// Takes the rows.
    let rows: CellRows

    /// Gives cells of an attested zero their zero rows; the answer stays an attested zero.
    func fill(_ usage: inout UsageView, for cells: [Cell]) async throws {
        // What is wrong with a month has to stay in sight, not to be replaced by zeros.
        let zeros = cells.filter { cell in
            let said = usage.usage(of: cell)
            return said.answer == .zero && said.defect == nil && sendsZeros(cell)
        }
        guard !zeros.isEmpty else { return }
        let pairs = Set(zeros.map(\.pair)).sorted()
        let reading = try await client.subscriptions(of: pairs)
        if let problem = reading.problem {
            throw ConnectError.undecodable(RequestLine(method: "GET", path: "/assets"), problem)
        }
        var items: [ProductID: [Item]] = [:]
        for product in Set(zeros.map(\.product)).sorted() {
            // What is not on sale is refused, and a zero of it is nobody's loss.
            items[product] = try await self.items.items(of: product).filter {
                $0.isPayAsYouGo && $0.isOnSale
            }
        }
        let facts = facts(items)
        for cell in zeros {
            let subscriptions = reading.rows.filter {
                $0.contract == cell.contract && $0.product == cell.product
                    && wasLive($0, in: cell.month)
            }
            let records = records(of: cell, subscriptions, items[cell.product] ?? [])
            guard !records.isEmpty else { continue }
            let marker = Marker(identity: settings.identity, cell: cell)
            var zero = try rows.workOut(
                RowContent.rows(records, marker: marker), of: cell, checkedBy: facts)
            zero.answer = .zero
            zero.expectedBy = usage.cells[cell]?.expectedBy
            zero.undecided = usage.cells[cell]?.undecided ?? 0
            usage.cells[cell] = zero
        }
    }

    /// Zero rows name subscriptions that live and items that exist; what else a product demands,
    /// mandatory columns for instance, nobody can fill in for the vendor.
    private func facts(_ items: [ProductID: [Item]]) -> PreflightFacts {
        var facts = PreflightFacts(
            products: observation.products, subscriptions: SubscriptionIndex())
        facts.items = items.mapValues { ItemIndex($0) }
        facts.rowsPerFile = settings.limits.rowsPerFile
        return facts
    }

    private func sendsZeros(_ cell: Cell) -> Bool {
        settings.policies.effective(
            for: DesiredState.facts(of: cell, in: observation), at: now
        ).onNoUsage == .send
    }

    private func wasLive(_ subscription: Subscription, in month: BillingMonth) -> Bool {
        guard subscription.status == "active" || subscription.status == "suspended" else {
            return false
        }
        return subscription.created.map { $0 < Timestamp(startOf: month.next.firstDay) } ?? true
    }

    private func records(
        of cell: Cell, _ subscriptions: [Subscription], _ items: [Item]
    ) -> [(record: UsageRecord, asset: SubscriptionID)] {
        let schema = observation.products[cell.product]?.payAsYouGo?.schema ?? .quantity
        let end = Timestamp(startOf: cell.month.next.firstDay).adding(.seconds(-1))
        return subscriptions.sorted { $0.id < $1.id }.flatMap { subscription in
            items.map { item in
                let record = UsageRecord(
                    product: cell.product, subscription: subscription.id.text, itemMPN: item.mpn,
                    quantity: .zero, start: Timestamp(startOf: cell.month.firstDay), end: end,
                    amount: schema.isPriced ? .zero : nil, tier: schema == .tier ? 0 : nil,
                    origin: RecordOrigin(file: "attested zero", line: 1))
                return (record, subscription.id)
            }
        }
    }
}
