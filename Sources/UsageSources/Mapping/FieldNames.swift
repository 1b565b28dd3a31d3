import UsageModel

/// What the columns of a source are for, by their names.
struct FieldNames: Sendable {
    /// What a value is for.
    enum Target: Hashable, Sendable {
        case field(RecordField)
        /// A `v.NAME` column, by its name.
        case custom(String)

        /// Our own name of it.
        var name: String {
            switch self {
            case .field(let field): field.name
            case .custom(let name): FieldNames.customPrefix + name
            }
        }
    }

    /// What is done with a column's value.
    struct Use: Sendable {
        /// The fields that it fills as it stands.
        var targets: [Target] = []
        /// Its place among the columns that something is made of.
        var slot: Int?
    }

    private var uses: [String: Use] = [:]
    /// How the source names a field that is a column of its own.
    private var names: [RecordField: String] = [:]
    private let ignoresCase: Bool
    /// The columns that something is made of, in order of their slots.
    private(set) var slots: [String] = []
    /// The columns that must be there, in order of our fields: the source's own first.
    private(set) var required: [String] = []
    /// Beginnings of dotted names, whose objects are entered in JSON.
    private(set) var parents: Set<String> = []
    private static let customPrefix = "v."

    init(ignoresCase: Bool) {
        self.ignoresCase = ignoresCase
    }

    /// Says that a column fills a field as it stands.
    mutating func add(_ target: Target, from column: String, isRequired: Bool) {
        uses[key(column), default: Use()].targets.append(target)
        if case .field(let field) = target { names[field] = column }
        note(column, isRequired: isRequired)
    }

    /// The slot of a column that something is made of.
    mutating func slot(of column: String) -> Int {
        note(column, isRequired: true)
        if let slot = uses[key(column)]?.slot { return slot }
        uses[key(column), default: Use()].slot = slots.count
        slots.append(column)
        return slots.count - 1
    }

    private mutating func note(_ column: String, isRequired: Bool) {
        if isRequired, !required.contains(column) { required.append(column) }
        var rest = column[...]
        while let point = rest.lastIndex(of: "."), !column.hasPrefix(Self.customPrefix) {
            rest = rest[..<point]
            parents.insert(key(String(rest)))
        }
    }

    /// What a column of this name is for, nil where it has no meaning for us.
    func use(of name: String) -> Use? {
        if let use = uses[key(name)] { return use }
        return Self.customName(of: name).map { Use(targets: [.custom($0)]) }
    }

    /// Whether something below a JSON object of this name is wanted.
    func entersObject(_ name: String) -> Bool { !parents.isEmpty && parents.contains(key(name)) }

    /// How the source names a field.
    func name(of field: RecordField) -> String { names[field] ?? field.name }

    /// A column's name as it is compared.
    func key(_ name: String) -> String { ignoresCase ? name.lowercased() : name }

    static func customName(of name: String) -> String? {
        guard name.hasPrefix(customPrefix), name.utf8.count > customPrefix.utf8.count else {
            return nil
        }
        return String(name.dropFirst(customPrefix.count))
    }
}
