/// All that a simulated platform holds: the format of `--world FILE.json` and of
/// `GET /_simulator/state`, so that a world can be saved and loaded again.
///
/// One JSON object of arrays; every array may be left out, unknown keys of objects are kept and
/// shown:
///
/// ```json
/// {"marketplaces": [{"id": "MP-00001", "name": "...", "currency": "USD"}],
///  "contracts": [{"id": "CRD-00001-00001-00001", "name": "...", "type": "distribution",
///      "status": "active", "kind": "production", "marketplace": {"id": "MP-00001"},
///      "owner": {"id": "VA-..."}, "issuer": {"id": "PA-..."},
///      "events": {"created": {"at": "2026-01-01T00:00:00+00:00"}}}],
///  "products": [{"id": "PRD-001-000-001", "name": "...", "status": "published",
///      "capabilities": {"ppu": {"schema": "QT", "dynamic": false}},
///      "items": [{"id": "PRD-001-000-001-0001", "mpn": "...", "type": "ppu",
///          "precision": "decimal(2)"}]}],
///  "listings": [{"id": "LST-...", "status": "listed", "contract": {"id": "CRD-..."},
///      "product": {"id": "PRD-..."}, "created": "2026-01-01T00:00:00+00:00"}],
///  "assets": [{"id": "AS-...", "status": "active", "product": {"id": "PRD-..."},
///      "contract": {"id": "CRD-..."}, "params": [{"id": "tenant", "value": "..."}]}],
///  "files": [{"id": "UF-...", "status": "pending", "external_id": 4711,
///      "contract": {"id": "CRD-..."}, "product": {"id": "PRD-..."},
///      "period": {"from": "2026-10-01", "to": "2026-10-31"},
///      "events": {"created": {"at": "..."}, "submitted": {"at": "..."}}}],
///  "records": [{"id": "UR-...", "record_id": "the vendor's", "usagefile": {"id": "UF-..."},
///      "product_id": "PRD-...", "item": {"id": "..."}, "asset": {"id": "AS-..."},
///      "start_date": "...", "end_date": "...", "usage": 1.5, "status": "approved"}]}
/// ```
///
/// Objects have the API's own shape; only a product's `items`, a file's `categories` and
/// `processing`, and a record's `record_id` stand beside it. A file needs `id`, `status`,
/// `contract` and `product`: names, parties, environment, schema, stats and events are filled in.
package struct World: Hashable, Sendable {
    package var marketplaces: [JSONValue]
    package var contracts: [JSONValue]
    package var products: [JSONValue]
    package var listings: [JSONValue]
    package var assets: [JSONValue]
    package var files: [JSONValue]
    package var records: [JSONValue]

    package init(
        marketplaces: [JSONValue] = [], contracts: [JSONValue] = [], products: [JSONValue] = [],
        listings: [JSONValue] = [], assets: [JSONValue] = [], files: [JSONValue] = [],
        records: [JSONValue] = []
    ) {
        self.marketplaces = marketplaces
        self.contracts = contracts
        self.products = products
        self.listings = listings
        self.assets = assets
        self.files = files
        self.records = records
    }

    private static var sections: [(name: String, path: WritableKeyPath<World, [JSONValue]>)] {
        [
            ("marketplaces", \.marketplaces), ("contracts", \.contracts),
            ("products", \.products), ("listings", \.listings), ("assets", \.assets),
            ("files", \.files), ("records", \.records),
        ]
    }

    /// Reads a world; every object must have an id, and no section an unknown name.
    package init(json: JSONValue) throws(WorldError) {
        self.init()
        guard case .object(let members) = json else { throw .notAnObject }
        for (name, value) in members.sorted(by: { $0.key < $1.key }) {
            guard let section = Self.sections.first(where: { $0.name == name }) else {
                throw .unknownSection(name)
            }
            guard let rows = value.array else { throw .notAnArray(name) }
            var ids: Set<String> = []
            for (index, row) in rows.enumerated() {
                guard !row.id.isEmpty else { throw .noID(section: name, index: index) }
                guard ids.insert(row.id).inserted else { throw .twice(section: name, id: row.id) }
            }
            self[keyPath: section.path] = rows
        }
    }

    package var json: JSONValue {
        .object(
            Dictionary(
                uniqueKeysWithValues: Self.sections.map {
                    ($0.name, .array(self[keyPath: $0.path]))
                }))
    }
}
