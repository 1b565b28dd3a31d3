import UsageModel

extension SimulatedPlatform {
    /// The fields that create and update take, with their longest length in characters.
    private static let limits = [
        "name": 100, "description": 200, "note": 200, "external_id": 200, "currency": 20,
    ]

    /// Makes a new draft; nothing keeps two files of one month, name or external id apart.
    mutating func create(_ body: JSONValue, at now: Timestamp) throws(PlatformError) -> JSONValue {
        let contractID = body.value(at: "contract.id")?.string
        let productID = body.value(at: "product.id")?.string
        let contract = try activeContract(contractID)
        guard let productID, let product = products[productID] else {
            throw .invalid("product: Object with id '\(productID ?? "")' does not exist.")
        }
        guard let schema = schema(of: product) else {
            throw .invalid("product: Product \(productID) has no pay-as-you-go capability.")
        }
        var detail = parties(of: contract, product)
        detail["id"] = .string(newFileID(at: now))
        detail["status"] = "draft"
        detail["schema"] = .string(schema.rawValue.lowercased())
        detail["stats"] = [
            "uploaded": 0, "validated": 0, "pending": 0, "accepted": 0, "closed": 0, "billed": 0,
        ]
        detail["records"] = ["valid": 0, "invalid": 0, "closed": 0]
        detail["events"] = ["created": ["at": .string(now.platformText), "by": options.user]]
        try apply(body, to: &detail)
        append(SimulatedFile(detail, since: now))
        return detail
    }

    mutating func update(
        _ index: Int, _ body: JSONValue, at now: Timestamp
    ) throws(PlatformError) -> JSONValue {
        let status = files[index].status
        guard FileAction.isUpdateAllowed(in: status) else {
            throw .invalid(
                "Usage file \(files[index].id) can not be changed: its status is '\(status.word)'.")
        }
        var detail = files[index].detail
        try apply(body, to: &detail)
        files[index].change(at: now) { $0 = detail }
        return detail
    }

    private func activeContract(_ id: String?) throws(PlatformError) -> JSONValue {
        if id == Self.previewContract { return ["id": .string(Self.previewContract)] }
        guard let id, let contract = contracts[id] else {
            throw .invalid("contract: Object with id '\(id ?? "")' does not exist.")
        }
        guard contract["status"] == "active" else {
            throw .invalid("contract: Contract \(id) is not active.")
        }
        return contract
    }

    func parties(of contract: JSONValue, _ product: JSONValue) -> JSONValue {
        let listing = listings.rows.first {
            $0.value(at: "contract.id")?.string == contract.id
                && $0.value(at: "product.id")?.string == product.id
        }
        var detail: JSONValue = [
            "contract": contract.reference(with: ["name"]),
            "product": product.reference(with: ["name", "icon"]),
            "environment": .string(Self.environment(of: contract)),
        ]
        detail.set("marketplace", contract["marketplace"]?.reference(with: ["name", "icon"]))
        detail.set("vendor", listing?["vendor"] ?? contract["owner"])
        detail.set("provider", listing?["provider"] ?? contract["issuer"])
        return detail
    }

    private static func environment(of contract: JSONValue) -> String {
        if contract.id == previewContract { return "preview" }
        return contract["kind"] == "test" ? "test" : "production"
    }

    /// Takes the fields of a create's or update's body over; a null clears its field.
    private func apply(_ body: JSONValue, to detail: inout JSONValue) throws(PlatformError) {
        guard case .object(let members) = body else { throw .invalid("Invalid data.") }
        for (key, limit) in Self.limits {
            guard let value = members[key] else { continue }
            detail[key] = value == .null ? nil : value
            guard (value.plainText ?? "").count <= limit else {
                throw .invalid("\(key): Ensure this field has no more than \(limit) characters.")
            }
        }
        guard let period = members["period"] else { return }
        guard period != .null else {
            for key in ["period", "start_datetime_utc", "end_datetime_utc"] { detail[key] = nil }
            return
        }
        guard let from = Self.day(period["from"]), let to = Self.day(period["to"]), from <= to
        else {
            throw .invalid("period: 'from' and 'to' must be dates in order.")
        }
        detail["period"] = ["from": .string(from.description), "to": .string(to.description)]
        detail["start_datetime_utc"] = .string("\(from)T00:00:00+00:00")
        detail["end_datetime_utc"] = .string("\(to)T23:59:59+00:00")
    }

    /// A date, or the date of a time: older clients send times.
    private static func day(_ value: JSONValue?) -> CalendarDate? {
        value?.string.flatMap { Timestamp($0)?.date }
    }

    /// `UF-YYYY-MM-dddd-dddd`, ascending or in no order as the options say.
    private mutating func newFileID(at now: Timestamp) -> String {
        while true {
            createdFiles += 1
            // 48271003 has no factor in common with 10^8, so that no number comes twice.
            let number =
                options.unorderedIDs ? createdFiles * 48_271_003 % 100_000_000 : createdFiles
            let digits = padded(number, to: 8)
            let month = BillingMonth(of: now.date)
            let id = "UF-\(month)-\(digits.prefix(4))-\(digits.suffix(4))"
            if fileIndices[id] == nil { return id }
        }
    }
}

extension JSONValue {
    /// The id with some other members, as one object refers to another.
    func reference(with keys: [String]) -> JSONValue {
        var reference: JSONValue = ["id": .string(id)]
        for key in keys { reference.set(key, self[key]) }
        return reference
    }
}
