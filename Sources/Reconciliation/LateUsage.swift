import UsageModel

/// What the source has now beyond or short of what was sent, collected by product and month: it is
/// reported, never sent by itself.
struct LateUsage {
    let cells: [PlannedCell]
    let acknowledgements: [String: Acknowledgement]
    let now: Timestamp

    /// One finding for each product and month with a difference, sorted.
    var findings: [Finding] {
        let late = cells.filter { $0.state == .mismatch && $0.assessment.difference != nil }
        let byMonth = Dictionary(grouping: late) { ProductMonth($0.cell) }
        return byMonth.values.compactMap(finding).sorted { $0.subject < $1.subject }
    }

    /// What a person knows of stays in sight, and out of the sum of what is still to be settled.
    private func finding(_ cells: [PlannedCell]) -> Finding? {
        guard let first = cells.first?.cell else { return nil }
        let open = cells.filter { !$0.isAcknowledged(by: acknowledgements, at: now) }
        let known = cells.count - open.count
        let count = cells.count == 1 ? "1 cell differs" : "\(cells.count) cells differ"
        let words =
            known == 0 ? "" : open.isEmpty ? ", all acknowledged" : ", \(known) acknowledged"
        let rest = known == 0 || open.isEmpty ? "" : "the others by "
        return Finding(
            code: "usage.late",
            message: "\(count) from what was sent for \(first.month)\(words): "
                + "\(rest)\(Self.sum(of: open.isEmpty ? cells : open))",
            subject: "\(first.product)/\(first.month)",
            next: "usagectl diff --with-usage --product \(NextCommand.quoted(first.product.text)) "
                + "--month \(first.month)")
    }

    private static func sum(of cells: [PlannedCell]) -> UsageDifference {
        let items = cells.compactMap(\.assessment.difference).flatMap(\.items).map {
            // Contracts may be in different currencies: what it costs, the cells say.
            ItemTotal(mpn: $0.mpn, rows: $0.rows, quantity: $0.quantity, amount: nil)
        }
        return UsageDifference(sent: [], now: items, basis: .ledger)
    }
}
