package import UsageModel

extension ConnectClient {
    /// The sums by item of the records of some usage files, as the platform holds them.
    package func itemTotals(
        of files: [UsageFileID]
    ) async throws(ConnectError) -> [UsageFileID: [ItemTotal]] {
        var sums: [UsageFileID: [String: ItemTotal]] = [:]
        for batch in Batches.of(files.map(\.text)) {
            let wanted = Set(batch)
            let reading = try await reader.read(
                Question(
                    path: "/usage/records", filters: [.in("usagefile.id", batch)],
                    order: .arbitrary("created_time"), id: \.id, created: { _ in nil },
                    satisfies: { wanted.contains($0.usagefile?.id ?? "") },
                    decode: { try JSON.decode([WireRecordTotal].self, from: $0) }))
            if let problem = reading.problem {
                throw .undecodable(RequestLine(method: "GET", path: "/usage/records"), problem)
            }
            for record in reading.rows { add(record, to: &sums) }
        }
        return sums.mapValues { $0.values.sorted { $0.mpn < $1.mpn } }
    }

    private func add(_ record: WireRecordTotal, to sums: inout [UsageFileID: [String: ItemTotal]]) {
        let file = UsageFileID(record.usagefile?.id ?? "")
        var total =
            sums[file]?[record.mpn] ?? ItemTotal(mpn: record.mpn, rows: 0, quantity: .zero)
        total.rows += 1
        total.quantity = total.quantity.adding(record.usage?.value ?? .zero) ?? total.quantity
        if let amount = record.amount?.value {
            total.amount = (total.amount ?? .zero).adding(amount) ?? total.amount
        }
        sums[file, default: [:]][record.mpn] = total
    }
}
