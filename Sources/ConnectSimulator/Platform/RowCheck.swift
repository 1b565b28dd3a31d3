import UsageModel
import Workbook

/// Goes through the rows of an upload, keeping the records of the right ones and a sentence for
/// each of the wrong ones.
struct RowCheck {
    struct Problem: Error {
        /// The column whose cell failed.
        let column: String
        let text: String
    }

    let header: WorkbookHeader
    let file: SimulatedFile
    private let platform: SimulatedPlatform
    private let categories: Set<String>
    private let schema: ReportingSchema
    private let isDynamic: Bool
    /// The instants that rows have to keep within; nil where nothing says so.
    private let earliest: Timestamp?
    private let latest: Timestamp?
    private let requiredFields: [String]
    private let items: [String: JSONValue]
    private var seen: Set<String> = []

    private(set) var records: [SimulatedRecord] = []
    /// One for each wrong row, in the order of the rows.
    private(set) var problems: [RowProblem] = []

    var invalidRows: Int { problems.count }

    init(
        header: WorkbookHeader, file: SimulatedFile, platform: SimulatedPlatform,
        categories: Set<String>
    ) {
        self.header = header
        self.file = file
        self.platform = platform
        self.categories = categories
        let product = platform.products[file.productID] ?? [:]
        schema = platform.schema(of: product) ?? .quantity
        let capability = product.value(at: "capabilities.ppu")
        isDynamic = capability?["dynamic"]?.bool ?? false
        // Rows outside the file's period need the product's leave; without a period anything goes.
        earliest =
            capability?["late"]?.bool == true
            ? nil : file.detail["start_datetime_utc"]?.string.flatMap { Timestamp($0) }
        latest =
            capability?["future"]?.bool == true
            ? nil : file.detail["end_datetime_utc"]?.string.flatMap { Timestamp($0) }
        requiredFields =
            (capability?["required_custom_fields"]?.array ?? []).compactMap(\.plainText)
        items = Self.index(platform.items[file.productID] ?? [])
    }

    /// Items by each criterion and value that a row may name them by.
    private static func index(_ items: [JSONValue]) -> [String: JSONValue] {
        var index: [String: JSONValue] = [:]
        for item in items {
            index["item.global_id \(item.id)"] = item
            if let mpn = item["mpn"]?.string { index["item.mpn \(mpn)"] = item }
            if let local = item["local_id"]?.string { index["item.local_id \(local)"] = item }
        }
        return index
    }

    mutating func accept(_ row: ParsedWorkbook.Row) {
        do {
            records.append(try record(of: row))
        } catch {
            problems.append(
                RowProblem(row: row.number, column: error.column, text: error.text))
        }
    }

    private mutating func record(of row: ParsedWorkbook.Row) throws(Problem) -> SimulatedRecord {
        for name in UsageColumns.required where header.value(name, in: row) == nil {
            throw Problem(column: name, text: "'\(name)' is empty.")
        }
        try checkTexts(of: row)
        let recordID = header.value("record_id", in: row) ?? ""
        let item = try item(of: row)
        let span = try span(of: row)
        let record = SimulatedRecord(
            id: "", fileID: file.id, recordID: recordID, productID: file.productID,
            itemID: item.id, assetID: try asset(of: row), start: span.start, end: span.end,
            usage: try quantity(of: row, item), amount: try amount(of: row),
            tier: try tier(of: row),
            category: try category(of: row), status: "valid", parameters: try parameters(of: row))
        try checkUniqueness(of: recordID)
        return record
    }

    private mutating func checkUniqueness(of recordID: String) throws(Problem) {
        guard seen.insert(recordID).inserted else {
            throw Problem(
                column: "record_id", text: "record_id '\(recordID)' is duplicated in the file.")
        }
        let holders = (platform.recordHolders[recordID] ?? []).filter { $0 != file.id }
        let isTaken =
            switch platform.options.duplicateScope {
            case .file: false
            case .account: !holders.isEmpty
            case .product:
                holders.contains { holder in
                    platform.fileIndices[holder].map {
                        platform.files[$0].productID == file.productID
                    } ?? false
                }
            }
        guard !isTaken else {
            throw Problem(
                column: "record_id",
                text: "record_id '\(recordID)' was already reported in \(holders[0]).")
        }
    }

    private func item(of row: ParsedWorkbook.Row) throws(Problem) -> JSONValue {
        let criterion = header.value("item_search_criteria", in: row) ?? ""
        let value = header.value("item_search_value", in: row) ?? ""
        guard ["item.mpn", "item.global_id", "item.local_id"].contains(criterion) else {
            throw Problem(
                column: "item_search_criteria", text: "unknown item_search_criteria '\(criterion)'."
            )
        }
        if let item = items["\(criterion) \(value)"] {
            try checkSale(of: item, named: value)
            return item
        }
        guard isDynamic, criterion == "item.mpn" else {
            throw Problem(
                column: "item_search_value", text: "item '\(value)' does not exist (USG_011).")
        }
        for name in ["item_name", "item_mpn", "item_unit", "item_precision"]
        where header.value(name, in: row) == nil {
            throw Problem(
                column: "item_search_value",
                text: "item '\(value)' is new, so '\(name)' is required.")
        }
        let precision = (header.value("item_precision", in: row) ?? "").lowercased()
        guard Item.precisions.contains(precision) else {
            throw Problem(
                column: "item_precision", text: "item_precision '\(precision)' is unknown.")
        }
        return [
            "id": .string("\(file.productID)-\(value)"), "mpn": .string(value),
            "precision": .string(precision),
        ]
    }

    /// Reservations are not reported here, and nothing is once an item is at its end of sale.
    private func checkSale(of item: JSONValue, named value: String) throws(Problem) {
        if let type = item["type"]?.string, type.lowercased() != "ppu" {
            throw Problem(
                column: "item_search_value", text: "item '\(value)' is not pay-as-you-go.")
        }
        if item["status"]?.string == "endofsale" {
            throw Problem(
                column: "item_search_value", text: "item '\(value)' is at its end of sale.")
        }
        if item["status"]?.string == "draft", !isDynamic {
            throw Problem(column: "item_search_value", text: "item '\(value)' is a draft.")
        }
    }

    private func asset(of row: ParsedWorkbook.Row) throws(Problem) -> String {
        let criterion = header.value("asset_search_criteria", in: row) ?? ""
        let value = header.value("asset_search_value", in: row) ?? ""
        var found: [String] = []
        if criterion == "asset.id" {
            found = [value]
        } else if criterion.hasPrefix("parameter.") {
            let name = String(criterion.dropFirst("parameter.".count))
            let key = SimulatedPlatform.parameterKey(file.productID, name, value)
            found = platform.assetsByParameter[key] ?? []
        } else {
            throw Problem(
                column: "asset_search_criteria",
                text: "unknown asset_search_criteria '\(criterion)'.")
        }
        guard found.count == 1, let asset = platform.assets[found[0]] else {
            let reason = found.count > 1 ? "names several assets" : "does not exist"
            throw Problem(column: "asset_search_value", text: "asset '\(value)' \(reason).")
        }
        guard asset.value(at: "product.id")?.string == file.productID else {
            throw Problem(
                column: "asset_search_value",
                text: "asset '\(value)' is not of product \(file.productID).")
        }
        let contract = asset.value(at: "contract.id")?.string ?? SimulatedPlatform.previewContract
        guard contract == file.contractID else {
            throw Problem(
                column: "asset_search_value",
                text: "asset '\(value)' is not under contract \(file.contractID).")
        }
        return asset.id
    }

    private func span(
        of row: ParsedWorkbook.Row
    ) throws(Problem) -> (start: Timestamp, end: Timestamp) {
        let start = try time("start_time_utc", in: row)
        let end = try time("end_time_utc", in: row)
        guard start <= end else {
            throw Problem(column: "end_time_utc", text: "end_time_utc is before start_time_utc.")
        }
        if let earliest, start < earliest {
            throw Problem(
                column: "start_time_utc", text: "start_time_utc is before the file's period.")
        }
        if let latest, max(start, end) > latest {
            throw Problem(
                column: "end_time_utc", text: "end_time_utc is after the file's period.")
        }
        return (start, end)
    }

    /// `YYYY-MM-DD hh:mm:ss`; the platform also takes an hour of one digit.
    private func time(_ name: String, in row: ParsedWorkbook.Row) throws(Problem) -> Timestamp {
        let text = header.value(name, in: row) ?? ""
        guard (18...19).contains(text.utf8.count), text.dropFirst(10).first == " ",
            text.split(separator: ":").count == 3, let time = Timestamp(text)
        else {
            throw Problem(column: name, text: "\(name) '\(text)' is not 'YYYY-MM-DD hh:mm:ss'.")
        }
        return time
    }

    private func quantity(
        of row: ParsedWorkbook.Row, _ item: JSONValue
    ) throws(Problem) -> ExactDecimal {
        let quantity = try number("quantity", in: row) ?? .zero
        guard !quantity.isNegative else {
            throw Problem(column: "quantity", text: "quantity is negative.")
        }
        let decimals = ItemPrecision(item["precision"]?.string).decimals
        guard quantity.scale <= decimals else {
            throw Problem(
                column: "quantity",
                text: "quantity '\(quantity)' has more than \(decimals) decimals.")
        }
        return quantity
    }

    private func amount(of row: ParsedWorkbook.Row) throws(Problem) -> ExactDecimal? {
        let amount = try number("amount", in: row)
        if let amount, amount.magnitude > ExactDecimal(10_000_000_000_000_000) {
            throw Problem(column: "amount", text: "amount '\(amount)' is out of range.")
        }
        guard amount != nil || !schema.isPriced else {
            throw Problem(
                column: "amount", text: "amount is required by schema \(schema.rawValue).")
        }
        return amount
    }

    private func tier(of row: ParsedWorkbook.Row) throws(Problem) -> Int? {
        guard let text = header.value("tier", in: row) else {
            guard schema != .tier else {
                throw Problem(column: "tier", text: "tier is required by schema TR.")
            }
            return nil
        }
        guard let tier = Int(text), (0...2).contains(tier) else {
            throw Problem(column: "tier", text: "tier '\(text)' is not a level from 0 to 2.")
        }
        return tier
    }

    private func number(
        _ name: String, in row: ParsedWorkbook.Row
    ) throws(Problem) -> ExactDecimal? {
        guard let text = header.value(name, in: row) else { return nil }
        guard let number = ExactDecimal(text) else {
            throw Problem(column: name, text: "\(name) '\(text)' is not a number.")
        }
        return number
    }

    private func category(of row: ParsedWorkbook.Row) throws(Problem) -> String? {
        guard let id = header.value("category_id", in: row) else { return nil }
        guard categories.contains(id) else {
            throw Problem(
                column: "category_id", text: "category '\(id)' is not in sheet 'categories'.")
        }
        return id
    }

    private func parameters(
        of row: ParsedWorkbook.Row
    ) throws(Problem) -> [SimulatedRecord.Parameter] {
        for name in requiredFields where header.value("v.\(name)", in: row) == nil {
            throw Problem(column: "v.\(name)", text: "custom field 'v.\(name)' is required.")
        }
        return header.custom.compactMap { name in
            header.value(name, in: row).map { .init(name: name, value: $0) }
        }
    }
}
