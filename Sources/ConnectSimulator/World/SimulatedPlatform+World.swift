import UsageModel

extension SimulatedPlatform {
    /// Takes a file of a world over, filling in what the platform would know.
    mutating func adopt(_ json: JSONValue) {
        var detail = json
        for key in ["processing", "categories"] { detail[key] = nil }
        let contract = contracts[json.value(at: "contract.id")?.string ?? ""] ?? json["contract"]
        let product = products[json.value(at: "product.id")?.string ?? ""] ?? json["product"]
        let defaults = Self.defaults(
            parties: parties(of: contract ?? [:], product ?? [:]),
            schema: product.flatMap(schema(of:)), status: detail["status"]?.string ?? "draft")
        if case .object(let members) = defaults {
            for (key, value) in members where detail[key] == nil { detail[key] = value }
        }
        for key in ["contract", "product"] { detail[key] = defaults[key] ?? detail[key] }
        let created = detail.value(at: "events.created.at")?.string.flatMap { Timestamp($0) }
        var file = SimulatedFile(detail, since: created ?? Timestamp(microseconds: 0))
        file.categories = json["categories"]?.array ?? []
        file.processing = json["processing"].flatMap(SimulatedFile.Processing.init)
        for record in file.processing?.verdict.records ?? [] {
            recordHolders[record.recordID, default: []].append(file.id)
        }
        if file.processing != nil || (file.status == .pending && options.autoAccept != nil) {
            busyFiles.insert(files.count)
        }
        append(file)
    }

    private static func defaults(
        parties: JSONValue, schema: ReportingSchema?, status: String
    ) -> JSONValue {
        var defaults = parties
        defaults["status"] = .string(status)
        defaults.set("schema", schema?.rawValue.lowercased())
        defaults["stats"] = [
            "uploaded": 0, "validated": 0, "pending": 0, "accepted": 0, "closed": 0, "billed": 0,
        ]
        defaults["records"] = ["valid": 0, "invalid": 0, "closed": 0]
        defaults["events"] = ["created": ["at": "2020-01-01T00:00:00+00:00"]]
        return defaults
    }
}

extension SimulatedFile {
    /// The file as a world keeps it.
    var worldJSON: JSONValue {
        var json = detail
        if !categories.isEmpty { json["categories"] = .array(categories) }
        json.set("processing", processing?.worldJSON)
        return json
    }
}

extension SimulatedFile.Processing {
    init?(_ json: JSONValue) {
        guard let started = json["started"]?.string.flatMap({ Timestamp($0) }) else { return nil }
        self.init(
            started: started, until: json["until"]?.string.flatMap { Timestamp($0) },
            verdict: WorkbookVerdict(
                rows: json["rows"]?.int ?? 0, invalidRows: json["invalid"]?.int ?? 0,
                errorDetail: json["error_detail"]?.string,
                records: (json["records"]?.array ?? []).compactMap(SimulatedRecord.init),
                categories: json["categories"]?.array ?? []))
    }

    var worldJSON: JSONValue {
        var json: JSONValue = [
            "started": .string(started.platformText), "rows": JSONValue(verdict.rows),
            "invalid": JSONValue(verdict.invalidRows),
            "records": .array(verdict.records.map(\.worldJSON)),
            "categories": .array(verdict.categories),
        ]
        json.set("until", until?.platformText)
        json.set("error_detail", verdict.errorDetail)
        return json
    }
}
