import Policy
package import UsageModel

/// Says of every record whose it is, and counts what belongs to no cell.
///
/// Every record given to it is in exactly one cell or in one entry of the unattributed; those of
/// cells are kept by who asks.
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
    private let known: Set<String>
    /// Of each cell the first places, in the order of reading.
    private var ambiguous: [Cell: (count: Int, examples: [RecordOrigin])] = [:]
    /// Records that no cell could take, because several might, or because their subscription is
    /// of another product.
    private var undecided: [Cell: Int] = [:]
    private var misaimed: [Cell: PreflightFault] = [:]
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
    package init(_ attribution: Attribution, known: Set<String> = []) {
        self.attribution = attribution
        self.known = known
    }

    /// Counts a record of a month and says where it belongs.
    ///
    /// - Parameter record: asked for only where the record has no cell that it surely belongs to.
    package mutating func add(
        product: ProductID, subscription: String, month: BillingMonth,
        record: () throws -> UsageRecord
    ) rethrows -> Attribution.Place {
        delivered += 1
        let place = place(product: product, subscription: subscription, month: month)
        switch place {
        case .cell: break
        case .ambiguous(let cells):
            for cell in cells {
                var entry = ambiguous[cell] ?? (0, [])
                entry.count += 1
                if entry.examples.count < 3 { entry.examples.append(try record().origin) }
                ambiguous[cell] = entry
            }
            if let first = cells.first { undecided[first, default: 0] += 1 }
        case .misaimed(let cells, let why):
            for cell in cells {
                let none = PreflightFault(code: .subscriptionElsewhere, count: 0, examples: [])
                try misaimed[cell, default: none].add(why, record: record)
            }
            if let first = cells.first { undecided[first, default: 0] += 1 }
        case .nobody(let reason):
            let example = reason.namesPlaces ? try record().origin.description : subscription
            let group = Group(
                product: product, month: month, reason: reason, isKnown: known.contains(example))
            var entry = nobody[group] ?? (0, [])
            entry.count += 1
            if entry.examples.count < 5, !entry.examples.contains(example) {
                entry.examples.append(example)
            }
            nobody[group] = entry
        }
        return place
    }

    private mutating func place(
        product: ProductID, subscription: String, month: BillingMonth
    ) -> Attribution.Place {
        let key = PlaceKey(product: product, subscription: subscription, month: month)
        if let known = places[key] { return known }
        let place = attribution.place(subscription, of: product, month: month)
        places[key] = place
        return place
    }

    /// All that is known after the last record.
    ///
    /// - Parameter cells: what the records of each cell come to.
    package func finish(_ cells: [Cell: CellUsage]) -> UsageView {
        var cells = cells
        for (cell, fault) in misaimed {
            var usage = cells[cell] ?? .of([])
            usage.add(fault)
            cells[cell] = usage
        }
        for (cell, records) in ambiguous {
            var usage = cells[cell] ?? .of([])
            let places = records.examples.map(\.description).joined(separator: ", ")
            usage.defect = UsageDefect(
                reason: .subscriptionAmbiguous,
                message:
                    "\(records.count) records could belong to several subscriptions (\(places))")
            cells[cell] = usage
        }
        for (cell, count) in undecided { cells[cell]?.undecided = count }
        let unattributed = nobody.sorted { $0.key < $1.key }.map { group, entry in
            UnattributedUsage(
                product: group.product, month: group.month, records: entry.count,
                reason: group.reason, examples: entry.examples)
        }
        return UsageView(cells: cells, unattributed: unattributed, delivered: delivered)
    }
}

extension CellUsage {
    /// Adds a fault to what the check of the rows found; a defect of the reading as a whole goes
    /// before it.
    fileprivate mutating func add(_ fault: PreflightFault) {
        let isOfRows = defect == preflight?.defect
        var verdict = preflight ?? PreflightVerdict()
        verdict.add(fault)
        preflight = verdict
        if isOfRows { defect = verdict.defect }
    }

    /// The usage that records make up.
    package static func of(
        _ records: [(record: UsageRecord, asset: SubscriptionID)], marker: Marker
    ) -> CellUsage {
        of(RowContent.rows(records, marker: marker))
    }

    /// The usage that rows, in their order of sending, make up.
    package static func of(_ rows: [UsageRow]) -> CellUsage {
        let currencies = Set(rows.compactMap(\.record.currency)).sorted()
        var usage = CellUsage(answer: .records, rows: rows.count, currencies: currencies)
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
        usage.sent?.recordIDs = RecordIDHashes(hashes: Set(rows.lazy.map(RowContent.hash)))
        return usage
    }
}

extension [ExactDecimal] {
    /// The exact sum, nil where it needs more than 38 digits.
    var exactSum: ExactDecimal? {
        reduce(ExactDecimal.zero) { sum, next in sum?.adding(next) }
    }
}
