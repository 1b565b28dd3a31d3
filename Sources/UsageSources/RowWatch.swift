import UsageModel

/// Notices rows that come again in another file, or with a record id that was there before, while
/// they are summed away.
///
/// Of each row it keeps a hash and a place, 24 bytes; two rows with one hash count as equal, which
/// errs once in many million readings, and then towards holding a month.
struct RowWatch {
    private struct Place {
        let file: Int32
        let line: Int32
    }

    private(set) var twice: [UsageScope: [RowTwice]] = [:]
    private var seen: [UInt64: Place] = [:]
    private var files: [String] = []
    /// Whether rows without an id are looked at: with one file there is nothing to find among them.
    private let watchesContent: Bool

    init(watchesContent: Bool) {
        self.watchesContent = watchesContent
    }

    /// Says that what comes now is of another file.
    mutating func beginFile() { files.append("") }

    mutating func note(_ record: UsageRecord, month: BillingMonth) {
        guard record.recordID != nil || watchesContent else { return }
        if files.isEmpty { files.append("") }
        if files[files.count - 1].isEmpty { files[files.count - 1] = record.origin.file }
        let hash = record.repeatHash
        let here = Place(
            file: Int32(clamping: files.count - 1), line: Int32(clamping: record.origin.line))
        guard let earlier = seen.updateValue(here, forKey: hash) else { return }
        // A meter may say the same twice in one file, unless it gives its rows ids.
        guard record.recordID != nil || earlier.file != here.file else { return }
        let scope = UsageScope(product: record.product, month: month)
        guard twice[scope, default: []].count < RowTwice.listedAtMost else { return }
        let first = RecordOrigin(file: files[Int(earlier.file)], line: Int(earlier.line))
        let row = RowTwice(first: first, second: record.origin, recordID: record.recordID)
        twice[scope, default: []].append(row)
    }
}
