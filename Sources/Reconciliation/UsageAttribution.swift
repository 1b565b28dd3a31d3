import Policy
package import UsageModel

/// Gathers records into cells and counts what belongs to none.
///
/// Every record given to it is afterwards in exactly one cell or in one entry of the unattributed.
package struct UsageAttribution {
    private struct Group: Hashable, Comparable {
        let product: ProductID
        let month: BillingMonth
        let reason: UnattributedReason
        /// Whether a person acknowledged the subscription: it must not hide one that nobody knows.
        let isKnown: Bool

        static func < (left: Group, right: Group) -> Bool {
            (left.product, left.month, left.reason.rawValue, left.isKnown ? 1 : 0)
                < (right.product, right.month, right.reason.rawValue, right.isKnown ? 1 : 0)
        }
    }

    private let attribution: Attribution
    private let identity: Identity
    private let known: Set<String>
    private var placed: [Cell: [(record: UsageRecord, asset: SubscriptionID)]] = [:]
    private var ambiguous: [Cell: [RecordOrigin]] = [:]
    /// Records that no cell could take, because several might.
    private var undecided: [Cell: Int] = [:]
    private var nobody: [Group: (count: Int, examples: [String])] = [:]
    private var delivered = 0
    /// A subscription has many records a month, and all of them belong to the same place.
    private var places: [PlaceKey: Attribution.Place] = [:]

    private struct PlaceKey: Hashable {
        let product: ProductID
        let subscription: String
        let month: BillingMonth
    }

    /// - Parameter known: subscriptions that a person acknowledged; their records that belong to
    ///   nobody are kept apart.
    package init(_ attribution: Attribution, identity: Identity, known: Set<String> = []) {
        self.attribution = attribution
        self.known = known
        self.identity = identity
    }

    package mutating func add(_ record: UsageRecord, month: BillingMonth) {
        delivered += 1
        switch place(of: record, month: month) {
        case .cell(let cell, let asset): placed[cell, default: []].append((record, asset))
        case .ambiguous(let cells):
            for cell in cells { ambiguous[cell, default: []].append(record.origin) }
            if let first = cells.first { undecided[first, default: 0] += 1 }
        case .nobody(let reason):
            let group = Group(
                product: record.product, month: month, reason: reason,
                isKnown: known.contains(record.subscription))
            var entry = nobody[group] ?? (0, [])
            entry.count += 1
            if entry.examples.count < 5, !entry.examples.contains(record.subscription) {
                entry.examples.append(record.subscription)
            }
            nobody[group] = entry
        }
    }

    private mutating func place(of record: UsageRecord, month: BillingMonth) -> Attribution.Place {
        let key = PlaceKey(
            product: record.product, subscription: record.subscription, month: month)
        if let known = places[key] { return known }
        let place = attribution.place(record, month: month)
        places[key] = place
        return place
    }

    /// The cells with records, and what is unattributed.
    package func finish() -> UsageView {
        var cells: [Cell: CellUsage] = [:]
        for cell in Set(placed.keys).union(ambiguous.keys) { cells[cell] = usage(of: cell) }
        let unattributed = nobody.sorted { $0.key < $1.key }.map { group, entry in
            UnattributedUsage(
                product: group.product, month: group.month, records: entry.count,
                reason: group.reason, examples: entry.examples)
        }
        return UsageView(cells: cells, unattributed: unattributed, delivered: delivered)
    }

    private func usage(of cell: Cell) -> CellUsage {
        var usage = CellUsage.of(
            placed[cell] ?? [], marker: Marker(identity: identity, cell: cell))
        usage.undecided = undecided[cell] ?? 0
        if let origins = ambiguous[cell] {
            let places = origins.sorted().prefix(3).map(\.description).joined(separator: ", ")
            usage.defect = UsageDefect(
                reason: .subscriptionAmbiguous,
                message:
                    "\(origins.count) records could belong to several subscriptions (\(places))")
        }
        return usage
    }
}

extension CellUsage {
    /// The usage that records make up.
    package static func of(
        _ records: [(record: UsageRecord, asset: SubscriptionID)], marker: Marker
    ) -> CellUsage {
        let rows = RowContent.rows(records, marker: marker)
        let currencies = Set(rows.compactMap(\.record.currency)).sorted()
        var usage = CellUsage(answer: .records, rows: rows, currencies: currencies)
        guard let items = RowContent.totals(of: rows),
            let quantity = items.map(\.quantity).exactSum,
            let amount = items.compactMap(\.amount).exactSum
        else {
            usage.defect = UsageDefect(
                reason: .usageRejected, message: "the totals need more than 38 digits")
            return usage
        }
        usage.quantity = quantity
        usage.amount = items.contains { $0.amount != nil } ? amount : nil
        usage.sent = SentUsage(
            digest: RowContent.digest(of: rows), rows: rows.count,
            currency: currencies.count == 1 ? currencies[0] : nil, items: items,
            subscriptions: Set(rows.map(\.asset)).sorted())
        return usage
    }
}

extension [ExactDecimal] {
    /// The exact sum, nil where it needs more than 38 digits.
    var exactSum: ExactDecimal? {
        reduce(ExactDecimal.zero) { sum, next in sum?.adding(next) }
    }
}
