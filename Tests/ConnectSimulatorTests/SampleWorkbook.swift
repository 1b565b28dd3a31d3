import Testing
import UsageModel
import Workbook

/// Writes the rows of a test as a real workbook.
enum SampleWorkbook {
    static func write(_ row: [String: String], to path: String) throws {
        let start = try #require(Timestamp(row["start_time_utc"] ?? ""))
        let end = try #require(Timestamp(row["end_time_utc"] ?? ""))
        let quantity = try #require(ExactDecimal(row["quantity"] ?? ""))
        let writer = try UsageWorkbookWriter(path: path, customColumns: [], created: start)
        let record = UsageRecord(
            product: "PRD-1", subscription: row["asset_search_value"] ?? "",
            itemMPN: row["item_search_value"] ?? "", quantity: quantity, start: start, end: end,
            origin: RecordOrigin(file: "test", line: 1))
        try writer.append(
            UsageRow(
                recordID: row["record_id"] ?? "", record: record,
                asset: SubscriptionID(row["asset_search_value"] ?? "")))
        _ = try writer.close(categories: [])
    }
}
