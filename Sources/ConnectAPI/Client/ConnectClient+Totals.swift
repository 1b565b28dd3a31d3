package import UsageModel

/// The sums by item of usage files' records.
package struct ItemTotalsReading: Sendable {
    /// By file, those without records too.
    package var sums: [UsageFileID: [ItemTotal]] = [:]
    /// Files whose records could not be proven complete, and why.
    package var unproven: [UsageFileID: String] = [:]
}

extension ConnectClient {
    /// The sums by item of the records of some usage files, as the platform holds them.
    ///
    /// A hundred files share a question; where that brings no proof, each is asked for by itself,
    /// so that one file's records do not hide those of the others.
    package func itemTotals(
        of files: [UsageFileID]
    ) async throws(ConnectError) -> ItemTotalsReading {
        var sums: [UsageFileID: [String: ItemTotal]] = [:]
        var unproven: [UsageFileID: String] = [:]
        for batch in Batches.of(files.map(\.text)) {
            if case .success(let rows) = try await records(of: batch) {
                add(rows, of: batch, to: &sums)
                continue
            }
            for file in batch {
                switch try await records(of: [file]) {
                case .success(let rows): add(rows, of: [file], to: &sums)
                case .failure(let flaw): unproven[UsageFileID(file)] = flaw.reason
                }
            }
        }
        return ItemTotalsReading(
            sums: sums.mapValues { $0.values.sorted { $0.mpn < $1.mpn } }, unproven: unproven)
    }

    /// Why records cannot be relied on.
    private struct Flaw: Error {
        let reason: String
    }

    /// - Throws: what concerns more than these records: no network, no key.
    private func records(
        of files: [String]
    ) async throws(ConnectError) -> Result<[WireRecordTotal], Flaw> {
        let wanted = Set(files)
        do throws(ConnectError) {
            let reading = try await reader.read(
                Question<WireRecordTotal>.records([.in("usagefile.id", files)], id: \.id) {
                    wanted.contains($0.usagefile?.id ?? "")
                })
            return reading.problem.map { .failure(Flaw(reason: $0)) } ?? .success(reading.rows)
        } catch {
            guard case .undecodable = error else { throw error }
            return .failure(Flaw(reason: "\(error)"))
        }
    }

    private func add(
        _ rows: [WireRecordTotal], of files: [String],
        to sums: inout [UsageFileID: [String: ItemTotal]]
    ) {
        for file in files { sums[UsageFileID(file)] = [:] }
        for record in rows { add(record, to: &sums) }
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
