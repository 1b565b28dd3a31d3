/// The vendor's own record ids that one upload carried.
package struct UploadedRecords: Hashable, Sendable {
    package var cell: Cell
    package var file: UsageFileID
    package var recordIDs: RecordIDHashes

    package init(cell: Cell, file: UsageFileID, recordIDs: RecordIDHashes) {
        self.cell = cell
        self.file = file
        self.recordIDs = recordIDs
    }
}
