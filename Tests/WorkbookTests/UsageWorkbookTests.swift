import TestSupport
import Testing
import UsageModel
import Workbook

/// Usage workbooks that are written are read back as they were given.
struct UsageWorkbookTests {
    private let folder: TemporaryFolder
    private let created = Timestamp(seconds: 1_793_000_000)

    init() throws {
        folder = try TemporaryFolder()
    }

    private func write(
        _ rows: [UsageRow], as name: String = "usage.xlsx", columns: [String] = [],
        categories: [UsageCategory] = []
    ) throws -> WorkbookSummary {
        let writer = try UsageWorkbookWriter(
            path: folder.file(name), customColumns: columns, created: created)
        for row in rows { try writer.append(row) }
        return try writer.close(categories: categories)
    }

    private func read(_ name: String = "usage.xlsx") throws -> [UsageWorkbookRow] {
        var rows: [UsageWorkbookRow] = []
        _ = try UsageWorkbookReader(path: folder.file(name)).readRecords { rows.append($0) }
        return rows
    }

    @Test
    func `columns stand in the platform's order, the vendor's own after them by name`() throws {
        _ = try write([], columns: ["zone", "account", "zone"])
        let reader = try UsageWorkbookReader(path: folder.file("usage.xlsx"))
        #expect(reader.sheetNames == ["records", "categories"])
        #expect(
            try reader.recordsHeader() == [
                "record_id", "record_note", "item_search_criteria", "item_search_value", "quantity",
                "start_time_utc", "end_time_utc", "asset_search_criteria", "asset_search_value",
                "category_id", "amount", "tier", "item_name", "item_unit", "item_mpn",
                "item_precision", "v.account", "v.zone",
            ])
        #expect(try reader.categories() == [])
    }

    @Test
    func `a row is written in the platform's words`() throws {
        _ = try write(
            [.sample(amount: "11.7162", tier: 0, custom: [CustomField(name: "a", value: "007")])],
            columns: ["a"])
        #expect(
            try read().map(\.values) == [
                [
                    "record_id": "r-1", "item_search_criteria": "item.mpn",
                    "item_search_value": "MPN-A",
                    "quantity": "1.5", "start_time_utc": "2026-10-01 00:00:00",
                    "end_time_utc": "2026-10-01 00:59:59", "asset_search_criteria": "asset.id",
                    "asset_search_value": "AS-1", "amount": "11.7162", "tier": "0",
                    "item_mpn": "MPN-A",
                    "v.a": "007",
                ]
            ])
    }

    @Test(arguments: [
        "=SUM(A1:A2)", "+1", "-1", "@x", "007", "1e5", "12345678901234567890", "TRUE",
        "https://example.org/?a=1&b=2", "mailto:a@b.c", "internal:Sheet!A1", " padded ", "a\tb",
        "two\nlines", "return\rhere", "\u{1}\u{1f}", "Ünïcödé 東京 🧾", "_x0041_", "_x_", "_x005F_",
        "<b>&\"'", "{=A1}", "]]>",
    ])
    func `a text comes back as it was, whatever it begins with`(text: String) throws {
        let row = UsageRow.sample(
            id: text, note: text, mpn: text, asset: text,
            custom: [CustomField(name: "x", value: text)])
        _ = try write(
            [row], columns: ["x"],
            categories: [
                UsageCategory(id: text, name: text, description: text)
            ])
        let found = try #require(try read().first)
        let columns = [
            "record_id", "record_note", "item_search_value", "asset_search_value", "v.x",
        ]
        #expect(columns.map { found[$0] } == columns.map { _ in text })
        let categories = try UsageWorkbookReader(path: folder.file("usage.xlsx")).categories()
        #expect(categories == [UsageCategory(id: text, name: text, description: text)])
    }

    @Test(arguments: [
        "0", "1", "-1", "0.1", "8.2", "9.95", "-8.2", "11.7162", "0.000000012345",
        "123456789012345", "-123456789012345", "9.00719925474099", "1234567890123456",
        "0.1234567890123456", "99999999999999999999999999999999999999",
        "-0.000000000000000000000000001",
    ])
    func `a number comes back exactly, of any length`(text: String) throws {
        _ = try write([.sample(quantity: text, amount: text)])
        let row = try #require(try read().first)
        #expect(row["quantity"] == text)
        #expect(row["amount"] == text)
    }

    @Test
    func `random rows come back as usage rows`() throws {
        var random = SeededGenerator(seed: 20_261_001)
        let rows = (1...300).map { number in
            UsageRow.sample(
                number, quantity: random.decimal(), amount: random.decimal(), tier: number % 3,
                note: random.text(), mpn: "M\(number % 7)",
                custom: number % 2 == 0 ? [CustomField(name: "n", value: random.text())] : [])
        }
        _ = try write(rows, columns: ["n"])
        let found = try read().map {
            $0.usageRow(product: "PRD-000-000-000", file: "sample")
        }
        #expect(
            found
                == rows.map { row in
                    var row = row
                    // The file does not hold the name that the source had for the subscription.
                    row.record.subscription = row.asset.text
                    return row
                })
    }

    @Test
    func `equal rows give equal bytes, and the summary tells them`() throws {
        let rows = (1...50).map { UsageRow.sample($0, note: "n\($0)") }
        let first = try write(rows, as: "a.xlsx")
        let second = try write(rows, as: "b.xlsx")
        let other = try write(Array(rows.dropLast()), as: "c.xlsx")
        #expect(try folder.bytes("a.xlsx") == folder.bytes("b.xlsx"))
        #expect(first == second)
        #expect(first.rows == 50)
        #expect(first.bytes == (try folder.bytes("a.xlsx")).count)
        #expect(first.sha256.count == 64)
        #expect(first.sha256 != other.sha256)
    }
}
