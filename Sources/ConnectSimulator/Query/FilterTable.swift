/// The names that one endpoint knows; any other name in a query is ignored without a word.
struct FilterTable: Sendable {
    private let fields: [String: FilterField]
    /// In the order of the table.
    let searched: [FilterField]

    init(_ fields: [FilterField]) {
        self.fields = Dictionary(
            fields.map { ($0.name, $0) }, uniquingKeysWith: { _, last in last })
        searched = fields.filter(\.isSearched)
    }

    subscript(name: String) -> FilterField? { fields[name] }
}
