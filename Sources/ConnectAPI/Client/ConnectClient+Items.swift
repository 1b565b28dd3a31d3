package import UsageModel

extension ConnectClient {
    /// All items of a product that have an MPN, of any type and status, sorted by it.
    /// - Throws: ``ConnectError/undecodable(_:_:)`` where the list is not proven complete.
    package func items(of product: ProductID) async throws(ConnectError) -> [Item] {
        let path = "/products/\(try Self.segment(product.text))/items"
        let reading = try await reader.read(
            Question(
                path: path, filters: [], order: .unordered, id: \.id, created: { _ in nil },
                satisfies: { _ in true },
                decode: { try JSON.decode([WireItem].self, from: $0).map(\.item) }))
        if let problem = reading.problem {
            throw .undecodable(RequestLine(method: "GET", path: path), problem)
        }
        return reading.rows.filter { !$0.mpn.isEmpty }.sorted { $0.mpn < $1.mpn }
    }
}
