/// Objects of one kind in a fixed order, found by id.
struct Catalogue: Hashable, Sendable {
    private(set) var rows: [JSONValue]
    private var indices: [String: Int]

    init(_ rows: [JSONValue]) {
        self.rows = rows
        indices = Dictionary(
            rows.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { _, last in last })
    }

    subscript(id: String) -> JSONValue? { indices[id].map { rows[$0] } }

    /// The object, or the refusal that a request for an unknown one gets.
    func object(_ id: String) throws(PlatformError) -> JSONValue {
        guard let row = self[id] else { throw .notFound }
        return row
    }
}
