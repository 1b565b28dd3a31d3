import UsageModel
import UsageSources

/// Writes rows one behind the other: the lengths of the three parts, the record id, the subscription
/// on Connect, the record.
struct RowEncoder {
    private(set) var bytes: [UInt8] = []
    private var records = RecordEncoder()
    private static var parts: Int { 3 }
    private static var lengthBytes: Int { 4 }

    /// The names of the files that the rows point to.
    var files: [String] { records.files }

    mutating func append(_ row: UsageRow) {
        records.encode(row.record)
        put(row.recordID.utf8.count)
        put(row.asset.text.utf8.count)
        put(records.bytes.count)
        bytes.append(contentsOf: row.recordID.utf8)
        bytes.append(contentsOf: row.asset.text.utf8)
        bytes.append(contentsOf: records.bytes)
    }

    private mutating func put(_ length: Int) {
        for byte in 0..<Self.lengthBytes {
            bytes.append(UInt8(truncatingIfNeeded: length >> (8 * byte)))
        }
    }

    /// The rows that were appended.
    static func rows(
        in bytes: [UInt8], of product: ProductID, files: [String]
    ) throws(SpillError) -> [UsageRow] {
        var decoder = RecordDecoder(product: product, files: files)
        var rows: [UsageRow] = []
        var place = 0
        while place < bytes.count {
            let ranges = try ranges(in: bytes, from: place)
            let record = try decoder.record(of: ranges[2], in: bytes)
            rows.append(
                UsageRow(
                    recordID: String(decoding: bytes[ranges[0]], as: UTF8.self), record: record,
                    asset: SubscriptionID(String(decoding: bytes[ranges[1]], as: UTF8.self))))
            place = ranges[2].upperBound
        }
        return rows
    }

    private static func ranges(
        in bytes: [UInt8], from place: Int
    ) throws(SpillError) -> [Range<Int>] {
        var start = place + parts * lengthBytes
        guard start <= bytes.count else { throw .damaged }
        var ranges: [Range<Int>] = []
        for part in 0..<parts {
            let first = place + part * lengthBytes
            let length = (0..<lengthBytes).reduce(0) { $0 | Int(bytes[first + $1]) << (8 * $1) }
            guard length <= bytes.count - start else { throw .damaged }
            ranges.append(start..<(start + length))
            start += length
        }
        return ranges
    }
}
