import UsageModel

/// A reference to another object as rows carry it: `{"id": ..., "name": ...}`, rarely the bare id.
struct WireReference: Decodable {
    var id: String?
    var name: String?
    /// Only in a listing's or contract's reference.
    var marketplace: Box?

    /// A struct cannot contain itself but through an array.
    struct Box: Decodable {
        var id: String?

        init(from decoder: any Decoder) throws {
            if let text = try? decoder.singleValueContainer().decode(String.self) {
                id = text
            } else {
                id = try decoder.container(keyedBy: CodingKeys.self)
                    .decodeIfPresent(String.self, forKey: .id)
            }
        }
    }

    private enum CodingKeys: String, CodingKey {
        case id, name, marketplace
    }

    init(from decoder: any Decoder) throws {
        if let text = try? decoder.singleValueContainer().decode(String.self) {
            id = text
            return
        }
        let values = try decoder.container(keyedBy: CodingKeys.self)
        id = try values.decodeIfPresent(String.self, forKey: .id)
        name = try values.decodeIfPresent(String.self, forKey: .name)
        marketplace = try values.decodeIfPresent(Lossy<Box>.self, forKey: .marketplace)?.value
    }
}

private enum CodingKeys: String, CodingKey { case id }

extension WireReference {
    var account: Account? { id.map { Account(id: AccountID($0), name: name) } }
    var marketplaceID: MarketplaceID? { marketplace?.id.map { MarketplaceID($0) } }
    /// The name, or the id of someone without one.
    var who: String? { name ?? id }
}
