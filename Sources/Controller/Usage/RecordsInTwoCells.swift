import Reconciliation
import UsageModel
import UsageSources

/// Rows, by their ids or content, that stand in more than one cell of one reading: the same usage,
/// billed twice. Those of earlier uploads the check of rows knows; here both are still to be sent.
struct RecordsInTwoCells {
    /// Ascending, each once.
    private let hashes: [UInt64]
    /// Named in a message.
    private static let examples = 3

    /// Cells that send nothing: what stands in one of them may be billed by whoever settled it.
    private let settled: Set<Cell>

    /// - Parameter settled: cells that send nothing.
    init(_ cells: [Cell: CellUsage], settled: Set<Cell>) {
        self.settled = settled
        // Every cell's hashes are distinct, so that equal neighbours are of two cells.
        var all: [UInt64] = []
        for usage in cells.values { all += usage.sent?.recordIDs?.values ?? [] }
        all.sort()
        var twice: [UInt64] = []
        for (hash, next) in zip(all, all.dropFirst()) where hash == next && twice.last != hash {
            twice.append(hash)
        }
        hashes = twice
    }

    /// Holds every cell with such a row that is to be sent, naming its rows: nobody knows which of
    /// them is right.
    func hold(in cells: inout [Cell: CellUsage], rows: CellRows) throws {
        guard !hashes.isEmpty else { return }
        let doubled = Set(hashes)
        for (cell, usage) in cells where usage.defect == nil && !settled.contains(cell) {
            let ids = usage.sent?.recordIDs?.values ?? []
            guard ids.contains(where: doubled.contains) else { continue }
            let found = try rows.rows(of: cell).filter { row in
                doubled.contains(RowContent.hash(of: row))
            }
            let named = found.prefix(Self.examples).map {
                $0.record.recordID == nil
                    ? "\($0.record.origin)"
                    : "\($0.record.origin) ('\(PrintableText.of($0.recordID))')"
            }
            cells[cell]?.defect = UsageDefect(
                reason: .usageTwice,
                message:
                    "\(found.count) records are, by id or content, those of another contract, "
                    + "product or month too: \(named.joined(separator: ", "))")
        }
    }
}
