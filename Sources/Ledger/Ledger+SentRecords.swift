import FoundationEssentials
import GRDB
package import UsageModel

extension Ledger {
    /// The vendor's record ids in uploads to files of some products and months, as far as the
    /// platform may have taken them.
    ///
    /// Of a file count the last answered upload and those behind it whose answer was lost: an
    /// upload replaces the one before.
    package func sentRecords(
        of products: Set<ProductID>, in months: ClosedRange<BillingMonth>
    ) throws(LedgerError) -> [UploadedRecords] {
        try read { db in
            try products.sorted().flatMap { try SentRecordReader.uploads(of: $0, in: months, db) }
        }
    }
}

/// Reads the column of the projection that keeps record ids.
enum SentRecordReader {
    static func uploads(
        of product: ProductID, in months: ClosedRange<BillingMonth>, _ db: Database
    ) throws -> [UploadedRecords] {
        let rows = try Row.fetchCursor(
            db,
            sql: """
                SELECT \(WriteState.columns), record_ids FROM write_state
                WHERE step = 'upload' AND product = ? AND month BETWEEN ? AND ?
                ORDER BY intent
                """,
            arguments: [
                product.text, months.lowerBound.description, months.upperBound.description,
            ])
        var byFile: [UsageFileID: [UploadedRecords]] = [:]
        while let row = try rows.next() {
            let state = try WriteState(row)
            guard state.mayHaveHappened, let file = state.file else { continue }
            if state.result == .answered { byFile[file] = [] }
            guard let bytes: [UInt8] = (try row.valueIfPresent(10) as Data?).map(Array.init) else {
                continue
            }
            guard let hashes = RecordIDHashes(bytes: bytes) else {
                throw DatabaseError(
                    resultCode: .SQLITE_CORRUPT, message: "the record ids of a write are damaged")
            }
            byFile[file, default: []].append(
                UploadedRecords(cell: state.cell, file: file, recordIDs: hashes))
        }
        return byFile.sorted { $0.key < $1.key }.flatMap(\.value)
    }
}
