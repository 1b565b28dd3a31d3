/// One page of a list, with its place in the whole.
struct Page {
    let rows: [JSONValue]
    let offset: Int
    /// Whether the request had `limit=0`, which asks for the total alone.
    let isCount: Bool
    let total: Int

    /// `items FIRST-LAST/TOTAL`; an empty page repeats its offset, a count has zeros.
    var contentRange: String {
        if isCount { return "items 0-0/\(total)" }
        let last = rows.isEmpty ? offset : offset + rows.count - 1
        return "items \(offset)-\(last)/\(total)"
    }
}
