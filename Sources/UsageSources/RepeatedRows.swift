import UsageModel

/// Finds rows that were probably delivered twice.
enum RepeatedRows {
    /// The later row of each pair: the same record id anywhere, or an equal row in another file.
    ///
    /// Equal rows without an id in one file are two records: a meter may say the same twice.
    static func find(in records: [UsageRecord]) -> [RowTwice] {
        var found = sameID(records)
        let isOneFile = records.allSatisfy { $0.origin.file == records.first?.origin.file }
        if !isOneFile { found += equalRows(records) }
        return found.sorted { ($0.second, $0.first) < ($1.second, $1.first) }
    }

    private static func sameID(_ records: [UsageRecord]) -> [RowTwice] {
        var first: [String: RecordOrigin] = [:]
        first.reserveCapacity(records.count)
        var found: [RowTwice] = []
        for record in records {
            guard let id = record.recordID else { continue }
            if let earlier = first[id] {
                found.append(RowTwice(first: earlier, second: record.origin, recordID: id))
            } else {
                first[id] = record.origin
            }
        }
        return found
    }

    /// Only rows without an id: those with one are found by it.
    private static func equalRows(_ records: [UsageRecord]) -> [RowTwice] {
        var first: [UsageRecord: RecordOrigin] = [:]
        var found: [RowTwice] = []
        for record in records where record.recordID == nil {
            var content = record
            content.origin = RecordOrigin(file: "", line: 0)
            if let earlier = first[content] {
                guard earlier.file != record.origin.file else { continue }
                found.append(RowTwice(first: earlier, second: record.origin))
            } else {
                first[content] = record.origin
            }
        }
        return found
    }
}
