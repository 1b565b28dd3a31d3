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
    /// Which of some usage files have records of some subscriptions that begin in a month.
    ///
    /// - Throws: ``ConnectError/undecodable(_:_:)`` where a list cannot be proven complete.
    package func reports(
        of subscriptions: [SubscriptionID], in month: BillingMonth, among files: [UsageFileID]
    ) async throws(ConnectError) -> Set<SubscriptionReport> {
        let begin = Timestamp(startOf: month.firstDay)
        let end = Timestamp(startOf: month.next.firstDay)
        var found: Set<SubscriptionReport> = []
        for some in Batches.of(files.map(\.text)) {
            for batch in Batches.of(subscriptions.map(\.text)) {
                let (wanted, wantedFiles) = (Set(batch), Set(some))
                let reading = try await reader.read(
                    Question<WireReport>(
                        path: "/usage/records",
                        filters: [
                            .in("usagefile.id", some), .in("asset.id", batch),
                            .ge("start_date", begin), .lt("start_date", "\(end)"),
                        ],
                        order: .arbitrary("created_time"), id: \.id, created: { _ in nil },
                        satisfies: {
                            wanted.contains($0.asset?.id ?? "")
                                && wantedFiles.contains($0.usagefile?.id ?? "")
                                && $0.start_date >= begin && $0.start_date < end
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
        }
        return found
    }
}
