import Policy
import UsageModel

/// The guards of a cell that compare with the past and with the whole product: each names the
/// limit,
/// the figure and the way out.
struct LimitGuard {
    let obligation: Obligation
    let usage: CellUsage
    /// Earlier months of the pair, oldest first.
    let history: [MonthUsage]
    /// Months that the history may lack, and why.
    let unprovenPast: [BillingMonth: String]
    let currency: String?
    /// Items that a dynamic product has; nil where that does not matter.
    let knownItems: Set<String>?
    /// Records of the product and month, and how many of them belong to nobody.
    let productRecords: RecordShare

    /// As many non-zero months have to be known before the ratio says anything.
    private static let fewestMonths = 3
    private static let mostMonths = 6

    private var cell: Cell { obligation.cell }
    private var limits: PolicyLimits { obligation.policy.limits }

    func check() -> Decision? {
        amountPerFile() ?? ratioToMedian() ?? newItems() ?? unattributed()
    }

    private func amountPerFile() -> Decision? {
        guard let limits = limits.amountPerFile, let currency, let amount = usage.amount else {
            return nil
        }
        guard let limit = limits[currency] else {
            return hold(
                .amountLimit,
                "limits.amountPerFile lists no limit for '\(currency)', in which this file is")
        }
        guard amount.magnitude > limit else { return nil }
        return hold(
            .amountLimit,
            "the file amounts to \(amount) \(currency), limits.amountPerFile is \(limit)")
    }

    private func ratioToMedian() -> Decision? {
        guard let ratio = limits.ratioToMedian, usage.answer == .records else { return nil }
        for item in usage.sent?.items ?? [] {
            let past = history.filter { $0.month < cell.month }.compactMap { month in
                month.items.first { $0.mpn == item.mpn }
            }
            let problem =
                Self.deviation(item.quantity, past.map(\.quantity), ratio, of: "quantity", item.mpn)
                ?? Self.deviation(
                    item.amount ?? .zero, past.compactMap(\.amount), ratio, of: "amount", item.mpn)
            if let problem { return hold(.ratioLimit, problem) }
        }
        // Fewer months than there are may hide what the limit is for.
        return unprovenPast.filter { $0.key < cell.month }.max { $0.key < $1.key }.map {
            hold(.ratioLimit, "limits.ratioToMedian cannot be held against the past: \($0.value)")
        }
    }

    /// A sentence where a figure is further from the median than the ratio allows, up or down.
    static func deviation(
        _ value: ExactDecimal, _ past: [ExactDecimal], _ ratio: ExactDecimal, of kind: String,
        _ item: String
    ) -> String? {
        let known = past.filter { !$0.isZero }.suffix(mostMonths).sorted()
        guard known.count >= fewestMonths, !value.isZero else { return nil }
        let median = known[known.count / 2]
        guard let high = median.magnitude.multiplied(by: ratio),
            let low = value.magnitude.multiplied(by: ratio)
        else { return nil }
        guard value.magnitude > high || low < median.magnitude else { return nil }
        return
            "the \(kind) of '\(item)' is \(value), the median of the last \(known.count) months is "
            + "\(median), limits.ratioToMedian is \(ratio)"
    }

    func newItems() -> Decision? {
        guard limits.newItems == .approve, let knownItems else { return nil }
        let new = (usage.sent?.items ?? []).map(\.mpn).filter { !knownItems.contains($0) }
        guard let first = new.first else { return nil }
        return hold(
            .newItems, "\(new.count) items are new to this dynamic product, '\(first)' among them")
    }

    private func unattributed() -> Decision? {
        guard let share = limits.unattributed, productRecords.unattributed > 0,
            let allowed = ExactDecimal(productRecords.all).multiplied(by: share),
            ExactDecimal(productRecords.unattributed) > allowed
        else { return nil }
        let percent = share.multiplied(by: ExactDecimal(100))?.description ?? ""
        return hold(
            .unattributedLimit,
            "\(productRecords.unattributed) of \(productRecords.all) records of this product "
                + "and month "
                + "belong to nobody, limits.unattributed is \(percent)%")
    }

    /// For an attested zero: whether records of the product and month may belong here, however few
    /// they are: then nobody can say that the cell has none.
    func zeroBesideUnplaced() -> Decision? {
        guard limits.unattributed != nil, productRecords.unplaced > 0 else { return nil }
        return hold(
            .unattributedLimit,
            "the source attests zero, but \(productRecords.unplaced) records of this product and "
                + "month belong to nobody or cannot be read, and any of them may belong here")
    }

    /// For an attested zero: whether the month before had usage.
    func zeroAfterUsage() -> Decision? {
        guard limits.zeroAfterUsage == .hold else { return nil }
        if let why = unprovenPast[cell.month.previous],
            !history.contains(where: { $0.month == cell.month.previous })
        {
            return hold(
                .zeroAfterUsage,
                "the source attests zero, and whether \(cell.month.previous) had usage is not "
                    + "known: \(why)")
        }
        guard usedLastMonth else { return nil }
        return hold(
            .zeroAfterUsage, "the source attests zero, and \(cell.month.previous) had usage")
    }

    /// A remark for the policy's `warn`.
    var zeroAfterUsageNote: String? {
        guard limits.zeroAfterUsage == .warn, usedLastMonth else { return nil }
        return "the source attests zero, and \(cell.month.previous) had usage"
    }

    private var usedLastMonth: Bool {
        history.contains { $0.month == cell.month.previous && !$0.isZero }
    }

    private func hold(_ reason: ReasonCode, _ message: String) -> Decision {
        Decision(
            verb: .hold, reason: reason, message: message, next: NextCommand.approve(cell))
    }
}
