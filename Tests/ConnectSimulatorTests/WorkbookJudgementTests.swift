import ConnectSimulator
import Testing

struct WorkbookJudgementTests {
    /// One cell of a right row changed, and what the platform says to it.
    struct Spoiled: Sendable, CustomTestStringConvertible {
        let column: String
        let value: String
        let reason: String
        var product = 0

        var testDescription: String { "\(column) = '\(value)'" }
    }

    @Test(arguments: [
        Spoiled(column: "quantity", value: "1.5", reason: "more than 0 decimals"),
        Spoiled(column: "quantity", value: "-1", reason: "quantity is negative"),
        Spoiled(column: "quantity", value: "many", reason: "is not a number"),
        Spoiled(column: "quantity", value: "", reason: "'quantity' is empty"),
        Spoiled(column: "start_time_utc", value: "2026-10-01T00:00:00Z", reason: "hh:mm:ss"),
        Spoiled(column: "start_time_utc", value: "2026-11-01 00:00:00", reason: "is before"),
        Spoiled(column: "item_search_value", value: "MPN-9", reason: "does not exist (USG_011)"),
        Spoiled(column: "item_search_criteria", value: "item.name", reason: "unknown item_search"),
        Spoiled(column: "asset_search_value", value: "AS-0", reason: "asset 'AS-0' does not exist"),
        Spoiled(
            column: "asset_search_criteria", value: "asset.name", reason: "unknown asset_search"),
        Spoiled(column: "amount", value: "", reason: "amount is required by schema PR", product: 1),
        Spoiled(column: "tier", value: "", reason: "tier is required", product: 3),
        Spoiled(column: "tier", value: "-1", reason: "is not a level", product: 3),
        Spoiled(column: "tier", value: "3", reason: "is not a level", product: 3),
        Spoiled(column: "category_id", value: "c", reason: "is not in sheet 'categories'"),
        Spoiled(column: "colour", value: "red", reason: "Unknown column 'colour'"),
    ])
    func `a wrong cell makes the whole file invalid, with the reason`(spoiled: Spoiled) {
        var small = SmallWorld()
        var row = small.row(product: spoiled.product)
        row[spoiled.column] = spoiled.value
        let id = small.draft(product: spoiled.product)
        let file = small.upload(
            id, [small.row(product: spoiled.product, record: "R-0"), row])
        #expect(file["status"] == "invalid")
        let detail = file["error_detail"]?.string ?? ""
        #expect(detail.contains(spoiled.reason), "\(detail)")
        #expect(detail.count <= 200)
        #expect(small.platform.records.isEmpty)
    }

    @Test(arguments: 0..<4)
    func `a right row of every schema is taken`(product: Int) {
        var small = SmallWorld()
        let id = small.draft(product: product)
        #expect(small.upload(id, [small.row(product: product)])["status"] == "ready")
    }

    @Test func `a file without its sheet or its columns is invalid`() {
        var small = SmallWorld()
        let id = small.draft()
        var row = small.row()
        row["record_id"] = nil
        #expect(small.upload(id, [row])["error_detail"]?.string?.contains("'record_id'") == true)
        small.send("POST", "/usage/files/\(id)/upload", .workbook(.workbook(.init(sheets: [:]))))
        #expect(small.settled(id)["error_detail"] == "The workbook has no sheet 'records'.")
    }

    @Test func `a record id may be sent again to its own file, and after a delete to another`() {
        var small = SmallWorld()
        let first = small.draft()
        let second = small.draft()
        #expect(small.upload(first, [small.row()])["status"] == "ready")
        #expect(small.upload(first, [small.row()])["status"] == "ready")
        #expect(small.upload(second, [small.row()])["status"] == "invalid")
        small.send("POST", "/usage/files/\(first)/delete")
        #expect(small.upload(second, [small.row()])["status"] == "ready")
        #expect(small.platform.records.count == 1)
    }

    @Test(arguments: PlatformOptions.DuplicateScope.allCases)
    func `record ids are unique within the scope of the options`(
        scope: PlatformOptions.DuplicateScope
    ) {
        var small = SmallWorld(
            options: PlatformOptions(
                apiKey: SmallWorld.key, processingTime: .seconds(3), duplicateScope: scope))
        small.upload(small.draft(), [small.row()])
        let sameProduct = small.upload(small.draft(), [small.row()])["status"]
        let otherProduct = small.upload(small.draft(product: 1), [small.row(product: 1)])["status"]
        #expect(sameProduct == (scope == .file ? "ready" : "invalid"))
        #expect(otherProduct == (scope == .account ? "invalid" : "ready"))
        let twice = small.draft(product: 2)
        let row = small.row(product: 2, record: "R-9")
        #expect(small.upload(twice, [row, row])["status"] == "invalid")
    }

    @Test func `an asset is found by a parameter of the product`() {
        var small = SmallWorld()
        var row = small.row()
        let asset = row["asset_search_value"] ?? ""
        row["asset_search_criteria"] = "parameter.tenant"
        row["asset_search_value"] = "tenant-\(asset.dropFirst(3))"
        #expect(small.upload(small.draft(), [row])["status"] == "ready")
        #expect(small.platform.records.map(\.assetID) == [asset])
    }
}
