import UsageModel

extension SimulatedPlatform {
    /// A record as `GET /usage/records` shows it.
    func json(of record: SimulatedRecord) -> JSONValue {
        var json = record.worldJSON
        json["record_id"] = nil
        let item = items[record.productID]?.first { $0.id == record.itemID }
        let asset = assets[record.assetID]
        json["item"] = summary(of: item, id: record.itemID)
        json["item_id"] = .string(record.itemID)
        json["asset_id"] = .string(record.assetID)
        var reference: JSONValue = ["id": .string(record.assetID)]
        reference.set("external_id", asset?["external_id"])
        reference.set("external_uid", asset?["external_uid"])
        json["asset"] = reference
        json.set("hub", asset?.value(at: "connection.hub"))
        json["multiplier"] = JSONValue(Self.multiplier(of: item))
        if let index = fileIndices[record.fileID] {
            json["usagefile"] = summary(of: files[index].detail)
            json.set("created_time", files[index].detail.value(at: "events.uploaded.at"))
        }
        return json
    }

    private func summary(of file: JSONValue) -> JSONValue {
        var json: JSONValue = ["id": .string(file.id)]
        for key in ["name", "schema", "currency"] { json.set(key, file[key]) }
        return json
    }

    private func summary(of item: JSONValue?, id: String) -> JSONValue {
        var json: JSONValue = ["id": .string(id)]
        for key in ["local_id", "name", "mpn", "precision", "type"] { json.set(key, item?[key]) }
        json.set("unit", item?.value(at: "unit.unit"))
        return json
    }

    private static func multiplier(of item: JSONValue?) -> Int {
        var multiplier = 1
        for _ in 0..<ItemPrecision(item?["precision"]?.string).decimals { multiplier *= 10 }
        return multiplier
    }

    /// What every subscription and item consumed over all accepted and closed files.
    func aggregates() -> [JSONValue] {
        var totals: [String: (first: SimulatedRecord, consumed: Double, accepted: Double)] = [:]
        for record in records where record.status != "rejected" {
            let key = "\(record.assetID) \(record.itemID)"
            var total = totals[key] ?? (record, 0, 0)
            total.consumed += record.usage.doubleValue
            if ["approved", "closed"].contains(record.status) {
                total.accepted += record.usage.doubleValue
            }
            totals[key] = total
        }
        return totals.sorted { $0.key < $1.key }.map { _, total in
            let row = json(of: total.first)
            return [
                "item": row["item"] ?? .null, "asset": row["asset"] ?? .null,
                "consumed": JSONValue(Int(total.consumed)),
                "accepted": JSONValue(Int(total.accepted)),
            ]
        }
    }
}

/// How many decimals the quantities of an item may have: `integer`, `decimal(2)`.
struct ItemPrecision {
    let decimals: Int

    /// Nothing known means whole numbers.
    init(_ text: String?) {
        decimals = (text ?? "").filter(\.isNumber).first?.wholeNumberValue ?? 0
    }
}
