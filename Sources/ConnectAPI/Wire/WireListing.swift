import UsageModel

/// A row of `/listings`.
struct WireListing: Decodable {
    var id: String
    var status: String?
    var contract: WireReference?
    var product: WireReference?
    var created: Timestamp?
    var provider: WireReference?

    var listing: Listing {
        Listing(
            id: id, status: status ?? "", contract: contract?.id.map { ContractID($0) },
            product: product?.id.map { ProductID($0) }, created: created,
            provider: provider?.account, marketplace: contract?.marketplaceID)
    }
}
