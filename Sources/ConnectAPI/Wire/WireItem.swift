import UsageModel

/// An item of a product as the API writes it.
struct WireItem: Decodable, Sendable {
    var id: String
    var mpn: String?
    var name: String?
    var type: String?
    var status: String?
    var precision: String?

    var item: Item {
        Item(
            id: id, mpn: mpn ?? "", name: name, type: (type ?? "").lowercased(), status: status,
            precision: precision?.lowercased())
    }
}
