import Workbook

/// The columns of an uploaded sheet `records`, found by name in any order.
struct WorkbookHeader {
    struct Problem: Error, CustomStringConvertible {
        let description: String
    }

    /// Known but in no template of today.
    private static let tolerated: Set<String> = ["asset_recon_id"]

    private var columns: [String: Int] = [:]
    /// Of the vendor's own columns, `v.` included.
    private(set) var custom: [String] = []

    init(_ row: ParsedWorkbook.Row?) throws(Problem) {
        for (index, cell) in (row?.cells ?? []).enumerated() {
            guard let name = cell, !name.isEmpty else { continue }
            let isCustom = name.hasPrefix(UsageColumns.customPrefix) || name.hasPrefix("p.")
            guard isCustom || UsageColumns.records.contains(name) || Self.tolerated.contains(name)
            else { throw Problem(description: "Unknown column '\(name)' in sheet 'records'.") }
            guard columns[name] == nil else {
                throw Problem(description: "Column '\(name)' stands twice in sheet 'records'.")
            }
            columns[name] = index
            if isCustom { custom.append(name) }
        }
        let missing = UsageColumns.required.filter { columns[$0] == nil }
        guard missing.isEmpty else {
            let names = missing.map { "'\($0)'" }.joined(separator: ", ")
            throw Problem(description: "Missing columns in sheet 'records': \(names).")
        }
    }

    /// The text of a row in a column, nil where it is empty or the column is not there.
    func value(_ name: String, in row: ParsedWorkbook.Row) -> String? {
        guard let index = columns[name], index < row.cells.count, let text = row.cells[index],
            !text.isEmpty
        else { return nil }
        return text
    }
}
