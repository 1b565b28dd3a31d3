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
        var found: Set<SubscriptionReport> = []
        for someFiles in Batches.of(files.map(\.text)) {
            for batch in Batches.of(subscriptions.map(\.text)) {
                found.formUnion(try await reports(of: batch, in: month, among: someFiles))
            }
        }
        return found
    }

    private func reports(
        of subscriptions: [String], in month: BillingMonth, among files: [String]
    ) async throws(ConnectError) -> [SubscriptionReport] {
        let (wanted, wantedFiles) = (Set(subscriptions), Set(files))
        let filters = [RQL.in("usagefile.id", files), .in("asset.id", subscriptions)]
        let question = Question<WireReport>.records(
            filters + RecordMonth.filters(month), id: \.id
        ) {
            wanted.contains($0.asset?.id ?? "") && wantedFiles.contains($0.usagefile?.id ?? "")
                && RecordMonth.holds($0.start_date, in: month)
        }
        let reading = try await reader.read(question)
        if let problem = reading.problem {
            throw .undecodable(
                RequestLine(method: "GET", path: question.path),
                "where subscriptions were reported in \(month) is not proven: \(problem)")
        }
        return reading.rows.compactMap { record in
            guard let asset = record.asset?.id, let file = record.usagefile?.id else { return nil }
            return SubscriptionReport(
                subscription: SubscriptionID(asset), file: UsageFileID(file))
        }
    }
}
