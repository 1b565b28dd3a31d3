package import Reconciliation
package import UsageModel

extension UsageRecord {
    /// A record of a month, of one subscription and item.
    package static func of(
        _ quantity: String, in month: BillingMonth = ObservedWorld.cell.month,
        product: ProductID = ObservedWorld.product, subscription: String = "AS-0001-0001-0001",
        mpn: String = "MPN-A", line: Int = 1
    ) -> UsageRecord {
        UsageRecord(
            product: product, subscription: subscription, itemMPN: mpn,
            quantity: decimal(quantity), start: Timestamp(startOf: month.firstDay),
            end: Timestamp(startOf: month.next.firstDay).adding(.seconds(-1)),
            origin: RecordOrigin(file: "usage.csv", line: line))
    }
}

extension ObservedWorld {
    /// Lets the source deliver a cell's records, one for each quantity.
    package mutating func deliver(
        _ quantities: [String] = ["1.5", "2"], to cell: Cell = ObservedWorld.cell,
        change: (inout UsageRecord) -> Void = { _ in }
    ) {
        let records = quantities.enumerated().map { index, quantity in
            var record = UsageRecord.of(
                quantity, in: cell.month, product: cell.product, line: index + 1)
            change(&record)
            return record
        }
        deliver(records, to: cell)
    }

    /// Lets the source deliver records, all of which belong to one cell.
    package mutating func deliver(_ records: [UsageRecord], to cell: Cell = ObservedWorld.cell) {
        let sent = RowContent.rows(
            records.map { ($0, SubscriptionID($0.subscription)) },
            marker: Marker(identity: Self.identity, cell: cell))
        rows[cell] = sent
        usage.cells[cell] = CellUsage.of(sent)
        usage.delivered += records.count
    }

    /// Lets the source say something without records.
    package mutating func answer(
        _ answer: CellUsage.Answer, for cell: Cell = ObservedWorld.cell,
        expectedBy: Timestamp? = nil
    ) {
        usage.cells[cell] = CellUsage(answer: answer, expectedBy: expectedBy)
    }

    /// Lets the source attest zero, and zero records be made in place of usage.
    package mutating func answerWithZeroRecords(for cell: Cell = ObservedWorld.cell) {
        let delivered = usage.delivered
        deliver(["0", "0"], to: cell)
        usage.delivered = delivered
        usage.cells[cell]?.answer = .zero
    }

    /// A second listed product whose month has usage: with it no month is zero everywhere.
    package mutating func addBusyNeighbour() {
        let product: ProductID = "PRD-900-900-900"
        products.append(
            Product(id: product, name: "Compute", payAsYouGo: PayAsYouGo(schema: .quantity)))
        listings.append(
            Listing(
                id: "LST-900", contract: Self.contract, product: product,
                created: instant("2020-01-01")))
        deliver(["7"], to: Self.cell("2026-10", product: product))
    }

    /// A person's approval of a cell as it stands.
    package mutating func approve(_ cell: Cell = ObservedWorld.cell, file: UsageFileID? = nil) {
        guard let planned = planned(cell), let obligation = planned.obligation else { return }
        let digest = ApprovalDigest.of(
            obligation, fields: planned.fields, usage: planned.usage, createdFile: file,
            submits: planned.decision.reason == .readyManual)
        knowledge.approvals[cell, default: []].append(
            Approval(cell: cell, digest: digest, by: "ann", at: now))
    }
}

extension Attribution {
    /// The place of a record of a month.
    package func place(_ record: UsageRecord, month: BillingMonth) -> Place {
        place(record.subscription, of: record.product, month: month)
    }
}

/// Records through attribution, with the rows that they become.
package struct AttributedUsage {
    package var view: UsageView
    package var rows: [Cell: [UsageRow]]

    package init(
        _ records: [(record: UsageRecord, month: BillingMonth)], by attribution: Attribution
    ) {
        var whose = UsageAttribution(attribution)
        var placed: [Cell: [(record: UsageRecord, asset: SubscriptionID)]] = [:]
        for (record, month) in records {
            let place = whose.add(
                product: record.product, subscription: record.subscription, month: month
            ) { record }
            guard case .cell(let cell, let asset) = place else { continue }
            placed[cell, default: []].append((record, asset))
        }
        rows = [:]
        for (cell, records) in placed {
            let marker = Marker(identity: ObservedWorld.identity, cell: cell)
            rows[cell] = RowContent.rows(records, marker: marker)
        }
        view = whose.finish(rows.mapValues(CellUsage.of))
    }
}
