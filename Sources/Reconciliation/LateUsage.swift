import UsageModel

/// What the source has now beyond or short of what was sent, collected by product and month: it is
/// reported, never sent by itself.
struct LateUsage {
    let cells: [PlannedCell]

    /// One finding for each product and month with a difference, sorted.
    var findings: [Finding] {
        let late = cells.filter { $0.state == .mismatch && $0.assessment.difference != nil }
        let byMonth = Dictionary(grouping: late) { ProductMonth($0.cell) }
        return byMonth.values.compactMap(finding).sorted { $0.subject < $1.subject }
    }

    private func finding(_ cells: [PlannedCell]) -> Finding? {
        guard let first = cells.first?.cell else { return nil }
        let items = cells.compactMap(\.assessment.difference).flatMap(\.items).map {
            // Contracts may be in different currencies: what it costs, the cells say.
            ItemTotal(mpn: $0.mpn, rows: $0.rows, quantity: $0.quantity, amount: nil)
        }
        let sum = UsageDifference(sent: [], now: items, basis: .ledger)
        let count = cells.count == 1 ? "1 cell differs" : "\(cells.count) cells differ"
        return Finding(
            code: "usage.late",
            message: "\(count) from what was sent for \(first.month): \(sum)",
            subject: "\(first.product)/\(first.month)",
            next: "usagectl diff --with-usage --product \(NextCommand.quoted(first.product.text)) "
                + "--month \(first.month)")
    }
}
