import ConnectAPI
import UsageModel

/// The items of products: each product is asked for once a cycle, and by a running controller not
/// again for a while.
///
/// Nobody asks for items unless there are rows to check or zeros to send, so that a cycle in which
/// nothing is to be sent costs no request here.
actor ItemCatalogue {
    private let client: ConnectClient
    private let memory: ObservationMemory?
    private let now: Timestamp
    private var known: [ProductID: [Item]] = [:]

    init(client: ConnectClient, memory: ObservationMemory?, now: Timestamp) {
        self.client = client
        self.memory = memory
        self.now = now
    }

    /// All items of a product, sorted by MPN.
    func items(of product: ProductID) async throws(ConnectError) -> [Item] {
        if let items = known[product] { return items }
        if let items = await memory?.items(of: product, at: now) {
            known[product] = items
            return items
        }
        let items = try await client.items(of: product)
        known[product] = items
        await memory?.remember(items: items, of: product, at: now)
        return items
    }
}
