import UsageModel

/// Notices, while records go by, which of them may have been delivered twice.
///
/// It remembers a hash of each, 8 bytes; whether two that share one really say the same is looked
/// up afterwards among the stored records.
struct RepeatWatch {
    /// Hashes that came at least twice, the first `RowTwice.listedAtMost` of them.
    private(set) var suspects: Set<UInt64> = []
    private var ids: Set<UInt64> = []
    /// Of whole records without an id, by the file in which they came: a meter may say the same
    /// twice in one file.
    private var inEarlierFiles: Set<UInt64> = []
    private var inThisFile: Set<UInt64> = []

    /// Says that what comes now is of another file.
    mutating func beginFile() {
        inEarlierFiles.formUnion(inThisFile)
        inThisFile.removeAll(keepingCapacity: true)
    }

    /// - Parameter watchesContent: whether there are several files.
    mutating func note(_ record: UsageRecord, watchesContent: Bool) {
        let hash = record.repeatHash
        if record.recordID != nil {
            if !ids.insert(hash).inserted { suspect(hash) }
        } else if watchesContent {
            inThisFile.insert(hash)
            if inEarlierFiles.contains(hash) { suspect(hash) }
        }
    }

    private mutating func suspect(_ hash: UInt64) {
        if suspects.count < RowTwice.listedAtMost { suspects.insert(hash) }
    }
}
