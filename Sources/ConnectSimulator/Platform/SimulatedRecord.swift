package import UsageModel

/// One usage record: a row of a workbook that the platform took in.
package struct SimulatedRecord: Hashable, Sendable {
    package struct Parameter: Hashable, Sendable {
        package var name: String
        package var value: String
    }

    package var id: String
    package var fileID: String
    /// The vendor's own id; the API does not show it.
    package var recordID: String
    package var productID: String
    package var itemID: String
    package var assetID: String
    package var start: Timestamp
    package var end: Timestamp
    package var usage: ExactDecimal
    package var amount: ExactDecimal?
    package var tier: Int?
    package var category: String?
    /// `valid`, `approved`, `rejected` or `closed`.
    package var status: String
    package var parameters: [Parameter]
}

extension SimulatedRecord {
    /// Reads a record of a world file: the API's shape with the vendor's `record_id` beside it.
    init?(_ json: JSONValue) {
        guard let fileID = json.value(at: "usagefile.id")?.string,
            let start = json["start_date"]?.string.flatMap({ Timestamp($0) }),
            let end = json["end_date"]?.string.flatMap({ Timestamp($0) })
        else { return nil }
        self.init(
            id: json.id, fileID: fileID, recordID: json["record_id"]?.plainText ?? json.id,
            productID: json["product_id"]?.string ?? "",
            itemID: json.value(at: "item.id")?.string ?? "",
            assetID: json.value(at: "asset.id")?.string ?? "", start: start, end: end,
            usage: json["usage"]?.plainText.flatMap { ExactDecimal($0) } ?? .zero,
            amount: json["amount"]?.plainText.flatMap { ExactDecimal($0) },
            tier: json["tier"]?.int, category: json.value(at: "category.id")?.string,
            status: json["status"]?.string ?? "valid",
            parameters: (json["params"]?.array ?? []).map {
                Parameter(
                    name: $0["parameter_name"]?.string ?? "",
                    value: $0["parameter_value"]?.plainText ?? "")
            })
    }

    /// The API's row without what it takes from the catalogue; with the vendor's id for a world.
    var worldJSON: JSONValue {
        var json: JSONValue = [
            "id": .string(id), "record_id": .string(recordID), "product_id": .string(productID),
            "usagefile": ["id": .string(fileID)], "item": ["id": .string(itemID)],
            "asset": ["id": .string(assetID)], "start_date": .string(start.platformText),
            "end_date": .string(end.platformText), "usage": .number(usage),
            "status": .string(status),
            "params": .array(
                parameters.map {
                    ["parameter_name": .string($0.name), "parameter_value": .string($0.value)]
                }),
        ]
        json.set("amount", amount.map(JSONValue.number))
        json.set("tier", tier.map { JSONValue($0) })
        json.set("category", category.map { ["id": .string($0)] })
        return json
    }
}

extension Timestamp {
    /// As the platform writes times: `2020-04-22T15:14:01.267266+00:00`.
    var platformText: String { description.dropLast() + "+00:00" }
}
