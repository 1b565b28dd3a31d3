import ConnectSimulator
import TestSupport

/// A workbook of two rows, right ones or wrong ones.
enum SampleRows {
    static func workbook(isValid: Bool) -> ParsedWorkbook {
        let columns: [(name: String, value: String)] = [
            ("item_search_criteria", "item.mpn"),
            ("item_search_value", isValid ? SimulatedAccount.mpn() : "nobody's"),
            ("quantity", "1"), ("start_time_utc", "2026-10-01 00:00:00"),
            ("end_time_utc", "2026-10-31 23:59:59"), ("asset_search_criteria", "asset.id"),
            ("asset_search_value", SimulatedAccount().subscription()),
        ]
        let header = ParsedWorkbook.Row(number: 1, cells: ["record_id"] + columns.map(\.name))
        let rows = (1...2).map { number in
            ParsedWorkbook.Row(number: number + 1, cells: ["R-\(number)"] + columns.map(\.value))
        }
        return ParsedWorkbook(sheets: ["records": [header] + rows])
    }
}
