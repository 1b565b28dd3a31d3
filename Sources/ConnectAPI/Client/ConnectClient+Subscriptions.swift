package import UsageModel

extension ConnectClient {
    /// The subscriptions of these ids, as far as they exist.
    package func subscriptions(
        ids: some Sequence<SubscriptionID>
    ) async throws(ConnectError) -> Reading<Subscription> {
        try await subscriptions(Batches.of(ids.map(\.text)), "id") { $0.id.text }
    }

    /// All subscriptions of these products, of any status.
    package func subscriptions(
        ofProducts products: some Sequence<ProductID>
    ) async throws(ConnectError) -> Reading<Subscription> {
        try await subscriptions(Batches.of(products.map(\.text)), "product.id") {
            $0.product?.text
        }
    }

    /// The subscriptions whose parameter `name` has one of the values.
    ///
    /// The platform matches the name and the value each with any parameter of the subscription;
    /// what it returns beyond the question is left out here.
    package func subscriptions(
        byParameter name: String, values: some Sequence<String>
    ) async throws(ConnectError) -> Reading<Subscription> {
        var readings: [Reading<Subscription>] = []
        for batch in Batches.of(values) {
            let wanted = Set(batch)
            var reading = try await reader.read(
                question([.eq("params.id", name), .in("params.value", batch)]) { subscription in
                    subscription.parameters[name] != nil
                        && subscription.parameters.values.contains(where: wanted.contains)
                })
            reading.rows.removeAll { !wanted.contains($0.parameters[name] ?? "") }
            readings.append(reading)
        }
        return .merged(readings)
    }

    /// All subscriptions of these pairs of contract and product, of any status.
    package func subscriptions(
        of pairs: some Sequence<CellPair>
    ) async throws(ConnectError) -> Reading<Subscription> {
        var readings: [Reading<Subscription>] = []
        let byContract = Dictionary(grouping: pairs, by: \.contract)
        for (contract, pairs) in byContract.sorted(by: { $0.key < $1.key }) {
            for batch in Batches.of(pairs.map(\.product.text)) {
                let wanted = Set(batch)
                readings.append(
                    try await reader.read(
                        question([.eq("contract.id", contract.text), .in("product.id", batch)]) {
                            $0.contract == contract && wanted.contains($0.product?.text ?? "")
                        }))
            }
        }
        return .merged(readings)
    }

    /// Whether a subscription that is no draft lives or lived under the contract.
    package func subscriptionExists(
        contract: ContractID, product: ProductID
    ) async throws(ConnectError) -> Bool {
        let question = question([
            .eq("contract.id", contract.text), .eq("product.id", product.text),
            .ne("status", "draft"),
        ]) { $0.contract == contract && $0.product == product && $0.status != "draft" }
        return try await reader.count(question) > 0
    }

    /// How many subscriptions a product has, of any status.
    package func subscriptionCount(ofProduct product: ProductID) async throws(ConnectError) -> Int {
        try await reader.count(
            question([.eq("product.id", product.text)]) { $0.product == product })
    }

    /// How many subscriptions the account has, of any status.
    package func subscriptionCount() async throws(ConnectError) -> Int {
        try await reader.count(question([]) { _ in true })
    }

    private func subscriptions(
        _ batches: [[String]], _ field: String,
        _ value: @escaping @Sendable (Subscription) -> String?
    ) async throws(ConnectError) -> Reading<Subscription> {
        var readings: [Reading<Subscription>] = []
        for batch in batches {
            let wanted = Set(batch)
            readings.append(
                try await reader.read(
                    question([.in(field, batch)]) { wanted.contains(value($0) ?? "") }))
        }
        return .merged(readings)
    }

    private func question(
        _ filters: [RQL], satisfies: @escaping @Sendable (Subscription) -> Bool
    ) -> Question<Subscription> {
        Question(
            path: "/assets", filters: filters, order: .creation("created"), id: { $0.id.text },
            created: \.created, satisfies: satisfies,
            decode: { try JSON.decode([WireSubscription].self, from: $0).map(\.subscription) })
    }
}
