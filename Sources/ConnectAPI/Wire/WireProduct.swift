import UsageModel

/// A row of `/products`, or a product by itself.
struct WireProduct: Decodable, Sendable {
    struct Capabilities: Decodable, Sendable {
        var ppu: WirePayAsYouGo?

        private enum CodingKeys: String, CodingKey { case ppu }

        /// The capability is absent, null, or `false` where the product is not pay-as-you-go.
        init(from decoder: any Decoder) throws {
            let values = try decoder.container(keyedBy: CodingKeys.self)
            if let isPayAsYouGo = try? values.decode(Bool.self, forKey: .ppu) {
                guard isPayAsYouGo else { return }
                // Taken for "not pay-as-you-go", its usage would be lost.
                throw DecodingError.dataCorruptedError(
                    forKey: .ppu, in: values,
                    debugDescription: "pay-as-you-go without a reporting schema: 'true', expected "
                        + "an object with a schema")
            }
            ppu = try values.decodeIfPresent(WirePayAsYouGo.self, forKey: .ppu)
        }
    }

    struct Events: Decodable, Sendable {
        struct At: Decodable, Sendable { var at: Timestamp? }
        var created: At?
    }

    var id: String
    var name: String?
    var status: String?
    /// Nil where the row leaves it out, which says nothing of the product.
    var capabilities: Capabilities?
    var events: Events?

    var product: Product {
        Product(
            id: ProductID(id), name: name, status: status,
            payAsYouGo: capabilities?.ppu?.payAsYouGo)
    }
}

/// `capabilities.ppu` of a product.
struct WirePayAsYouGo: Decodable, Sendable {
    /// A custom field by its name, alone or in an object.
    struct Field: Decodable, Sendable {
        var name: String?

        private enum CodingKeys: String, CodingKey { case name, id }

        init(from decoder: any Decoder) throws {
            if let text = try? decoder.singleValueContainer().decode(String.self) {
                name = text
                return
            }
            let values = try decoder.container(keyedBy: CodingKeys.self)
            name =
                try values.decodeIfPresent(String.self, forKey: .name)
                ?? values.decodeIfPresent(String.self, forKey: .id)
        }
    }

    var schema: ReportingSchema?
    var isDynamic: Bool
    var allowsLate: Bool
    var allowsFuture: Bool
    var requiredCustomFields: [String]

    private enum CodingKeys: String, CodingKey {
        case schema, dynamic, late, future, required_custom_fields
    }

    init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        func flag(_ key: CodingKeys) throws -> Bool {
            try values.decodeIfPresent(Bool.self, forKey: key) ?? false
        }
        isDynamic = try flag(.dynamic)
        allowsLate = try flag(.late)
        allowsFuture = try flag(.future)
        requiredCustomFields =
            try values.decodeIfPresent([Field].self, forKey: .required_custom_fields)?
            .compactMap(\.name) ?? []
        guard let word = try values.decodeIfPresent(String.self, forKey: .schema), !word.isEmpty
        else { return }
        schema = ReportingSchema(word)
        // To take a schema that this version does not know for "not pay-as-you-go" would lose
        // usage.
        guard schema != nil else {
            throw DecodingError.dataCorruptedError(
                forKey: .schema, in: values,
                debugDescription: "unknown reporting schema '\(word)', expected QT, PR, CR or TR")
        }
    }

    /// Nil where there is no schema: nothing can be reported then.
    var payAsYouGo: PayAsYouGo? {
        schema.map {
            PayAsYouGo(
                schema: $0, isDynamic: isDynamic, allowsLate: allowsLate,
                allowsFuture: allowsFuture, requiredCustomFields: requiredCustomFields)
        }
    }
}
