import UsageModel

/// The columns that a source names and no JSON row of an answer had yet.
///
/// A header shows at once which columns a table has; of JSON only all rows together do, as many
/// systems leave out what is empty. A column that is in none is a misspelt one, which would be empty
/// throughout, and its default or a wrong condition would pass for what the vendor says.
struct NamedColumns {
    private struct Column {
        let name: String
        /// The key of the configuration that names it, with a verb.
        let needer: String
    }

    private let names: FieldNames
    private let columns: [String: Column]
    /// What no row had yet, by the names as they are compared.
    private var missed: [String: Column]
    /// Objects on the way to a column that some row filled, and that some row left empty.
    private var filled: Set<String> = []
    private var empty: Set<String> = []
    /// What rows had instead.
    private var others: Set<String> = []
    private var rows = 0

    /// How many names are kept to find the nearest among; more make nothing clearer.
    private static let mostOthers = 500
    /// How many names a message lists.
    private static let mostListed = 8

    init(_ rules: MappingRules) {
        names = rules.names
        var columns: [String: Column] = [:]
        func need(_ column: String, by needer: String) {
            let key = rules.names.key(column)
            columns[key] = columns[key] ?? Column(name: column, needer: needer)
        }
        for column in rules.named { need(column, by: "'fields' names") }
        for condition in rules.mapping.filters where condition.test != .isEmpty {
            need(condition.column, by: "'where' needs")
        }
        // Only what any other text attests would be attested by a column that is not there.
        if let condition = rules.mapping.attested, case .isNoneOf = condition.test {
            need(condition.column, by: "'complete' needs")
        }
        self.columns = columns
        missed = columns
    }

    /// Whether every column was in some row, so that nothing needs to be noted any more.
    var isSatisfied: Bool { missed.isEmpty }

    /// Says that an answer begins.
    mutating func begin() {
        missed = columns
        filled = []
        empty = []
        others = []
        rows = 0
    }

    /// Says that the answer broke off, so that nobody knows what was still to come.
    mutating func giveUp() {
        missed = [:]
    }

    /// Notes what a row has; a null is a column without a value.
    mutating func note(_ members: [(name: String, value: JSONValue)]) {
        rows += 1
        note(members, below: "")
    }

    private mutating func note(
        _ members: [(name: String, value: JSONValue)], below parent: String
    ) {
        for (member, value) in members {
            let name = parent + member
            let key = names.key(name)
            if names.entersObject(name) {
                switch value {
                case .object(let inner) where !inner.isEmpty:
                    filled.insert(key)
                    note(inner, below: name + ".")
                    continue
                case .object, .null: empty.insert(key)
                default: break
                }
            }
            if missed.removeValue(forKey: key) == nil, others.count < Self.mostOthers {
                others.insert(name)
            }
        }
    }

    /// What no row of the answer had, each with the nearest name that is there.
    func problems(in file: String) -> [SourceProblem] {
        guard rows > 0 else { return [] }
        return missed.filter { !isBelowEmpty($0.key) }.values.sorted { $0.name < $1.name }
            .map { column in
                SourceProblem(
                    file: file,
                    message: "no row has '\(column.name)', which \(column.needer); "
                        + hint(for: column.name))
            }
    }

    /// Whether an object on the way was empty wherever it stood: it tells nothing of what it may
    /// hold, and whatever a column in it is called, it has no value.
    private func isBelowEmpty(_ key: String) -> Bool {
        var rest = key[...]
        while let point = rest.lastIndex(of: ".") {
            rest = rest[..<point]
            if filled.contains(String(rest)) { return false }
            if empty.contains(String(rest)) { return true }
        }
        return false
    }

    private func hint(for name: String) -> String {
        if let nearest = NearestName.to(name, among: others) {
            return "\(RowFault.quoted(nearest)) is the nearest that is there"
        }
        let listed = others.sorted().prefix(Self.mostListed).map { RowFault.quoted($0) }
        let more = others.count - listed.count
        return "the rows have \(listed.joined(separator: ", "))"
            + (more > 0 ? " and \(more) more" : "")
    }
}
