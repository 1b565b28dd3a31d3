import UsageModel

/// A row of `/contracts`.
struct WireContract: Decodable {
    struct Events: Decodable {
        var created: WireEvent?
        var signed: WireEvent?
        var countersigned: WireEvent?
        var enrolled: WireEvent?
        var terminated: WireEvent?
    }

    var id: String
    var name: String?
    var type: String?
    var status: String?
    var kind: String?
    var enrolled: Timestamp?
    /// In real answers, though the published description does not have it.
    var marketplace: WireReference?
    var events: Events?

    var contract: Contract {
        Contract(
            id: ContractID(id), name: name, type: type ?? "", status: status ?? "", kind: kind,
            marketplace: marketplace?.id.map { MarketplaceID($0) },
            events: ContractEvents(
                created: events?.created?.at, signed: events?.signed?.at,
                countersigned: events?.countersigned?.at,
                enrolled: events?.enrolled?.at ?? enrolled, terminated: events?.terminated?.at))
    }
}
