import UsageModel
import UsageSources

extension UsageReading {
    /// The rows that were set aside, as the report lists them: with the places of the first.
    var unreadable: [UnattributedUsage] {
        var found: [UsageScope: UnattributedUsage] = [:]
        for row in quarantined {
            guard let month = row.month else { continue }
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
        return found.sorted { $0.key < $1.key }.map(\.value)
    }
}
