import UsageModel
import UsageSources

extension UsageReading {
    /// The rows that were set aside, as the report lists them, each once: with the places of the
    /// first.
    var unreadable: [UnattributedUsage] {
        Self.listed(quarantined) { row in row.listedIn.map { [$0] } ?? [] }
    }

    /// The same rows for the other months of some that they may be of, as nothing says theirs.
    func doubts(in months: [BillingMonth]) -> [UnattributedUsage] {
        Self.listed(quarantined.filter { $0.month == nil }) { row in
            months.filter { $0 != row.listedIn }
        }
    }

    private static func listed(
        _ rows: [QuarantinedRow], in months: (QuarantinedRow) -> [BillingMonth]
    ) -> [UnattributedUsage] {
        var found: [UsageScope: UnattributedUsage] = [:]
        for row in rows {
            for month in months(row) {
                let scope = UsageScope(
                    product: row.product ?? UnattributedUsage.unreadableProduct, month: month)
                var usage =
                    found[scope]
                    ?? UnattributedUsage(
                        product: scope.product, month: month, records: 0, reason: .rowUnreadable,
                        examples: [])
                usage.records += 1
                if usage.examples.count < 5 { usage.examples.append(row.problem.place) }
                found[scope] = usage
            }
        }
        return found.sorted { $0.key < $1.key }.map(\.value)
    }
}
