import ConnectAPI
import Policy
import Reconciliation
import UsageModel

/// Asks Connect whose the values are that name subscriptions in the vendor's records.
struct SubscriptionLookup {
    let client: ConnectClient
    /// The account's products: a record of any other belongs to nobody, and its product's name is
    /// text from anywhere.
    let products: [ProductID: Product]

    /// Subscriptions that no record's product has and that are asked for by id all the same: they
    /// may be of another product. More of them are a wrong lookup, which needs no further request.
    private static let mostStrangers = 1_000

    /// The subscriptions of these values in the ways that policies look them up; what no query can
    /// carry is noted, and stops nothing else.
    func index(
        of values: [ProductID: Set<String>], by criteria: [AssetCriteria]
    ) async throws(ConnectError) -> SubscriptionIndex {
        let all = Set(values.values.joined())
        let usable = all.filter(RQL.canCarry)
        var index = SubscriptionIndex()
        index.unusable = all.subtracting(usable)
        for criterion in criteria {
            switch criterion {
            case .id: index.add(try await byID(usable, of: values.keys), by: .id)
            case .parameter(let name):
                let answer = try await client.subscriptions(
                    byParameter: name, values: usable.sorted())
                index.add(try proven(answer), by: criterion)
            }
        }
        return index
    }

    /// By id in batches, or by product in pages of a thousand: whichever is fewer
    /// requests.
    private func byID(
        _ ids: Set<String>, of named: some Collection<ProductID>
    ) async throws(ConnectError) -> [Subscription] {
        guard !ids.isEmpty else { return [] }
        let known = named.filter { products[$0] != nil }.sorted()
        let batches = (ids.count + Batches.size - 1) / Batches.size
        // The count costs a request itself; a handful of batches is not worth asking.
        if batches > known.count + 1 {
            let total = try await client.subscriptionCount()
            if known.count + total / 1000 < batches {
                let found = try proven(try await client.subscriptions(ofProducts: known))
                let strangers = ids.subtracting(found.map(\.id.text))
                guard strangers.count <= Self.mostStrangers else { return found }
                return found + (try await inBatches(strangers))
            }
        }
        return try await inBatches(ids)
    }

    private func inBatches(_ ids: Set<String>) async throws(ConnectError) -> [Subscription] {
        guard !ids.isEmpty else { return [] }
        return try proven(
            try await client.subscriptions(ids: ids.sorted().map { SubscriptionID($0) }))
    }

    private func proven(
        _ reading: Reading<Subscription>
    ) throws(ConnectError) -> [Subscription] {
        if let problem = reading.problem {
            throw .undecodable(RequestLine(method: "GET", path: "/assets"), problem)
        }
        return reading.rows
    }
}
