import UsageModel

/// A row of `/assets`.
struct WireSubscription: Decodable {
    struct Parameter: Decodable {
        var id: String?
        /// A text mostly; objects and lists of structured parameters name nobody and are left out.
        var value: Lossy<LenientText>?
    }

    struct Events: Decodable {
        var created: WireEvent?
        var updated: WireEvent?
    }

    var id: String
    var status: String?
    var product: WireReference?
    var contract: WireReference?
    var params: [Lossy<Parameter>]?
    var events: Events?

    var subscription: Subscription {
        var parameters: [String: String] = [:]
        for parameter in (params ?? []).compactMap(\.value) {
            if let id = parameter.id, let value = parameter.value?.value {
                parameters[id] = value.text
            }
        }
        return Subscription(
            id: SubscriptionID(id), status: status ?? "",
            product: product?.id.map { ProductID($0) },
            contract: contract?.id.map { ContractID($0) }, created: events?.created?.at,
            updated: events?.updated?.at, parameters: parameters)
    }
}
