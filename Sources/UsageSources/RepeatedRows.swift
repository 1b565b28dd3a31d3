import UsageModel

/// Finds rows that were probably delivered twice.
enum RepeatedRows {
    /// The later row of each pair: the same record id anywhere, or an equal row in another file.
    ///
    /// Equal rows without an id in one file are two records: a meter may say the same twice. Only
    /// records that the watch suspects are held in memory.
    static func find(
        in records: RecordStore, of scope: UsageScope, _ watch: RepeatWatch
    ) throws -> [RowTwice] {
        guard !watch.suspects.isEmpty else { return [] }
        var ids: [String: RecordOrigin] = [:]
        var rows: [UsageRecord: RecordOrigin] = [:]
        var found: [RowTwice] = []
        try records.forEach(of: scope) { record in
            guard found.count < RowTwice.listedAtMost,
                watch.suspects.contains(record.repeatHash)
            else { return }
            if let id = record.recordID {
                if let earlier = ids[id] {
                    found.append(RowTwice(first: earlier, second: record.origin, recordID: id))
                } else {
                    ids[id] = record.origin
                }
                return
            }
            let content = record.withoutOrigin
            if let earlier = rows[content] {
                guard earlier.file != record.origin.file else { return }
                found.append(RowTwice(first: earlier, second: record.origin))
            } else {
                rows[content] = record.origin
            }
        }
        return found.sorted { ($0.second, $0.first) < ($1.second, $1.first) }
    }
}
