package import UsageModel

/// The rows that files on Connect carry, as far as the ledger knows: the same in a second file is
/// billed twice.
///
/// Rows without an id of the vendor's are known by their content (`RowContent.hash`): ids that are
/// derived here embed the cell, so that none can be in another cell's file.
package struct SentRecords: Sendable {
    private var places: [(cell: Cell, file: UsageFileID)] = []
    /// Ascending by hash; `place` is an index of `places`.
    private var entries: [(hash: UInt64, place: UInt32)] = []

    package init() {}

    /// - Parameter files: as Connect has them now. A file that is deleted bills nobody, nor does
    ///   one that the provider rejected: their ids are free again.
    package init(_ uploads: some Sequence<UploadedRecords>, files: some Sequence<UsageFile>) {
        let billing = Set(files.filter { $0.isLive && $0.status != .rejected }.map(\.id))
        for upload in uploads where billing.contains(upload.file) {
            let place = UInt32(places.count)
            places.append((upload.cell, upload.file))
            entries += upload.recordIDs.values.map { ($0, place) }
        }
        entries.sort { ($0.hash, $0.place) < ($1.hash, $1.place) }
    }

    package var isEmpty: Bool { entries.isEmpty }

    /// The file of another cell that carries a row, by its `RowContent.hash`.
    package func file(
        holding hash: UInt64, besides cell: Cell
    ) -> (cell: Cell, file: UsageFileID)? {
        var (low, high) = (0, entries.count)
        while low < high {
            let middle = (low + high) / 2
            if entries[middle].hash < hash { low = middle + 1 } else { high = middle }
        }
        while low < entries.count, entries[low].hash == hash {
            let place = places[Int(entries[low].place)]
            if place.cell != cell { return place }
            low += 1
        }
        return nil
    }
}
