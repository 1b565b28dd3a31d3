package import UsageModel

/// Under which contracts subscriptions were reported, as far as the ledger or the platform tells: a
/// subscription that moved since must not be billed under both.
package struct SentSubscriptions: Sendable {
    private struct Report {
        let cell: Cell
        let file: UsageFileID
    }

    private var bySubscription: [SubscriptionID: [Report]] = [:]

    /// Months before the oldest one asked for that are looked at.
    private static let monthsBack = 3

    package init() {}

    /// - Parameters:
    ///   - files: as Connect has them now: only what is with the distributor counts.
    ///   - months: those whose rows are to be checked.
    package init(
        _ knowledge: LedgerKnowledge, files: [UsageFile], months: some Collection<BillingMonth>
    ) {
        guard let first = months.min(), let last = months.max() else { return }
        let window = BillingMonth(index: first.index - Self.monthsBack)...last
        let submitted = Set(files.filter(\.status.isSubmitted).map(\.id))
        for (cell, history) in knowledge.cells.sorted(by: { $0.key < $1.key })
        where window.contains(cell.month) {
            for (file, written) in history.files.sorted(by: { $0.key < $1.key })
            where submitted.contains(file) {
                for subscription in written.upload?.sent.subscriptions ?? [] {
                    bySubscription[subscription, default: []].append(
                        Report(cell: cell, file: file))
                }
            }
        }
    }

    /// Adds what the platform says: records of a subscription in a submitted file of which this
    /// ledger does not know the rows.
    package mutating func add(_ subscription: SubscriptionID, in cell: Cell, file: UsageFileID) {
        bySubscription[subscription, default: []].append(Report(cell: cell, file: file))
    }

    /// The file in which the subscription is reported under another contract for the very month: it
    /// would be billed twice, whoever it is said to belong to.
    package func otherReport(
        of subscription: SubscriptionID, in cell: Cell
    ) -> (cell: Cell, file: UsageFileID)? {
        bySubscription[subscription]?.first { report in
            report.cell.product == cell.product && report.cell.month == cell.month
                && report.cell.contract != cell.contract
        }.map { ($0.cell, $0.file) }
    }

    /// Where the subscription was reported last, up to and including the cell's month, if that was
    /// under another contract than the cell's.
    package func movedFrom(
        _ subscription: SubscriptionID, in cell: Cell
    ) -> (cell: Cell, file: UsageFileID)? {
        let reports = (bySubscription[subscription] ?? []).filter { report in
            report.cell.product == cell.product && report.cell.month <= cell.month
        }
        guard let last = reports.map(\.cell.month).max() else { return nil }
        let latest = reports.filter { $0.cell.month == last }
        guard latest.allSatisfy({ $0.cell.contract != cell.contract }) else { return nil }
        return latest.first.map { ($0.cell, $0.file) }
    }
}
