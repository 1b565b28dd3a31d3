import UsageModel

/// A question whose answer is a list of rows over one or more pages, with all that is needed to
/// prove that the answer is whole.
struct Question<Row: Sendable>: Sendable {
    /// What of the order of rows can be relied on.
    enum Order: Sendable {
        /// By creation, then id: a row that appears while we read comes after all that we have.
        case appendOnly(created: String)
        /// By creation alone: rows of one instant may change places between pages, so more than one
        /// page is read until two readings agree.
        case creation(String)
        /// The endpoint orders by nothing useful; read like ``creation(_:)``.
        case arbitrary(String)
        /// The endpoint takes no ordering at all; read like ``creation(_:)``.
        case unordered
    }

    /// After the endpoint, with a leading slash.
    var path: String
    /// Only such as cannot change under way.
    var filters: [RQL]
    var order: Order
    var id: @Sendable (Row) -> String
    var created: @Sendable (Row) -> Timestamp?
    /// Whether a row satisfies the filters: the platform ignores a filter that it does not know.
    var satisfies: @Sendable (Row) -> Bool
    var decode: @Sendable ([UInt8]) throws -> [Row]

    /// Of usage records, which have no append-only order.
    static func records(
        _ filters: [RQL], order: String = "created_time", id: @escaping @Sendable (Row) -> String,
        satisfies: @escaping @Sendable (Row) -> Bool
    ) -> Question where Row: Decodable {
        Question(
            path: "/usage/records", filters: filters, order: .arbitrary(order), id: id,
            created: { _ in nil }, satisfies: satisfies,
            decode: { try JSON.decode([Row].self, from: $0) })
    }

    var ordering: [RQL] {
        switch order {
        case .appendOnly(let created): [.ordering([created, "id"])]
        case .creation(let field), .arbitrary(let field): [.ordering([field])]
        case .unordered: []
        }
    }

    /// Whether one pass over several pages proves anything.
    var isAppendOnly: Bool {
        if case .appendOnly = order { return true }
        return false
    }
}
