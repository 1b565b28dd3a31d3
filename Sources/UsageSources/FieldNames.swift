import UsageModel

/// Which column names a source uses.
struct FieldNames: Sendable {
    /// What a column is for.
    enum Target: Hashable, Sendable {
        case field(RecordField)
        /// A `v.NAME` column, by its name.
        case custom(String)
    }

    private var byName: [String: Target]
    private var names: [RecordField: String]
    private static let customPrefix = "v."

    /// Names by ours, as a source's `fields` gives them; our own names stand for all others.
    init(renaming fields: [String: String] = [:]) throws(SourceConfigurationError) {
        let known = Dictionary(uniqueKeysWithValues: RecordField.allCases.map { ($0.name, $0) })
        names = Dictionary(uniqueKeysWithValues: RecordField.allCases.map { ($0, $0.name) })
        byName = [:]
        for (ours, vendors) in fields.sorted(by: { $0.key < $1.key }) {
            let target: Target
            if let field = known[ours] {
                names[field] = vendors
                target = .field(field)
            } else if let custom = Self.customName(of: ours) {
                target = .custom(custom)
            } else {
                throw .field(ours, nearest: NearestName.to(ours, among: known.keys.sorted()))
            }
            guard byName.updateValue(target, forKey: vendors) == nil else {
                throw .fieldNameTwice(vendors)
            }
        }
        for field in RecordField.allCases where fields[field.name] == nil {
            guard byName.updateValue(.field(field), forKey: field.name) == nil else {
                throw .fieldNameTwice(field.name)
            }
        }
    }

    /// The names of the vendor template's JSON, whose product stands in the path.
    static let vendorTemplate: FieldNames? = try? FieldNames(renaming: [
        "subscription_id": "id", "item_mpn": "mpn", "start_time_utc": "start_date",
        "end_time_utc": "end_date",
    ])

    /// What a column of this name is for, nil where it has no meaning for us.
    func target(of name: String) -> Target? {
        byName[name] ?? Self.customName(of: name).map(Target.custom)
    }

    /// How the source names a field.
    func name(of field: RecordField) -> String { names[field] ?? field.name }

    private static func customName(of name: String) -> String? {
        guard name.hasPrefix(customPrefix), name.utf8.count > customPrefix.utf8.count else {
            return nil
        }
        return String(name.dropFirst(customPrefix.count))
    }
}
