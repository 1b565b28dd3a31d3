package import UsageModel

/// A usage file that has a record of a subscription.
package struct SubscriptionReport: Hashable, Sendable {
    package let subscription: SubscriptionID
    package let file: UsageFileID

    package init(subscription: SubscriptionID, file: UsageFileID) {
        self.subscription = subscription
        self.file = file
    }
}

extension ConnectClient {
    /// The usage files with records of some subscriptions of a product that begin in a month.
    ///
    /// - Throws: ``ConnectError/undecodable(_:_:)`` where a list cannot be proven complete.
    package func reports(
        of subscriptions: [SubscriptionID], product: ProductID, in month: BillingMonth
    ) async throws(ConnectError) -> Set<SubscriptionReport> {
        let begin = Timestamp(startOf: month.firstDay)
        let end = Timestamp(startOf: month.next.firstDay)
        var found: Set<SubscriptionReport> = []
        for batch in Batches.of(subscriptions.map(\.text)) {
            let wanted = Set(batch)
            let reading = try await reader.read(
                Question<WireReport>(
                    path: "/usage/records",
                    filters: [
                        .eq("product.id", product.text), .in("asset.id", batch),
                        .ge("start_date", begin), .lt("start_date", "\(end)"),
                    ],
                    order: .arbitrary("created_time"), id: \.id, created: { _ in nil },
                    satisfies: {
                        wanted.contains($0.asset?.id ?? "") && $0.start_date >= begin
                            && $0.start_date < end
                    },
                    decode: { try JSON.decode([WireReport].self, from: $0) }))
            if let problem = reading.problem {
                throw .undecodable(
                    RequestLine(method: "GET", path: "/usage/records"),
                    "where subscriptions were reported in \(month) is not proven: \(problem)")
            }
            for record in reading.rows {
                guard let asset = record.asset?.id, let file = record.usagefile?.id else {
                    continue
                }
                found.insert(
                    SubscriptionReport(
                        subscription: SubscriptionID(asset), file: UsageFileID(file)))
            }
        }
        return found
    }
}
