import UsageModel

extension UsageRow {
    /// A row with a number of its own; everything that is not given is ordinary.
    static func sample(
        _ number: Int = 1, id: String? = nil, quantity: String = "1.5", amount: String? = nil,
        tier: Int? = nil, note: String? = nil, mpn: String = "MPN-A", asset: String = "AS-1",
        custom: [CustomField] = []
    ) -> UsageRow {
        let month = BillingMonth(index: 2026 * 12 + 9)
        let start = Timestamp(startOf: month.firstDay)
        let record = UsageRecord(
            product: "PRD-000-000-000", subscription: asset, itemMPN: mpn,
            quantity: ExactDecimal(quantity) ?? .zero, start: start,
            end: Timestamp(seconds: start.seconds + 3599),
            amount: amount.flatMap { ExactDecimal($0) }, tier: tier, recordID: id ?? "r-\(number)",
            note: note, custom: custom, origin: RecordOrigin(file: "sample", line: number + 1))
        return UsageRow(
            recordID: id ?? "r-\(number)", record: record, asset: SubscriptionID(asset))
    }
}
