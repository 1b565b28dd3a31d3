import UsageModel

/// A mapping that was found to be usable, ready to be applied to rows.
package struct MappingRules: Sendable {
    let mapping: RowMapping
    private(set) var names: FieldNames
    /// Fields that are made of columns.
    private(set) var computed: [ComputedField] = []
    private(set) var filters: [RowTest] = []
    private(set) var attested: RowTest?
    /// The columns that `fields` names and that no check of each row asks for.
    private(set) var named: Set<String> = []
    /// Fields whose value is the same in every row.
    private(set) var constants: Set<RecordField> = []
    /// How the times of fields are written, where it is not ISO 8601.
    private(set) var timeFormats: [RecordField: TimeFormat] = [:]

    /// Whether every field is a column as it stands, so that rows need no copy.
    var isPlain: Bool {
        computed.isEmpty && filters.isEmpty && attested == nil && mapping.numbers == nil
    }

    /// - Parameter defaults: for fields that the mapping leaves out.
    package init(
        _ mapping: RowMapping, defaults: [String: String] = [:]
    ) throws(SourceConfigurationError) {
        self.mapping = mapping
        names = FieldNames(ignoresCase: mapping.ignoresCase)
        var fields = mapping.fields
        for (name, column) in defaults where fields[name] == nil {
            fields[name] = FieldRule(column)
        }
        for (name, rule) in fields.sorted(by: { $0.key < $1.key }) {
            try add(rule, for: Self.target(named: name))
        }
        try addOwnNames(besides: fields)
        for condition in mapping.filters {
            filters.append(RowTest(condition, slot: names.slot(of: condition.column)))
        }
        if let condition = mapping.attested {
            attested = RowTest(condition, slot: names.slot(of: condition.column))
        }
        for name in mapping.grouping ?? [] { _ = try Self.target(named: name) }
    }

    /// The names of our fields.
    package static let fieldNames = RecordField.allCases.map(\.name)

    /// Whether a name is one of our fields, or a `v.NAME` column.
    package static func isField(_ name: String) -> Bool {
        fieldNames.contains(name) || FieldNames.customName(of: name) != nil
    }

    /// The rules for rows of the vendor template's JSON.
    func forVendorTemplate() throws(SourceConfigurationError) -> MappingRules {
        try MappingRules(
            mapping,
            defaults: [
                "subscription_id": "id", "item_mpn": "mpn", "start_time_utc": "start_date",
                "end_time_utc": "end_date",
            ])
    }

    private static func target(
        named name: String
    ) throws(SourceConfigurationError) -> FieldNames.Target {
        if let field = RecordField.allCases.first(where: { $0.name == name }) {
            return .field(field)
        }
        if let custom = FieldNames.customName(of: name) { return .custom(custom) }
        throw .field(name, nearest: NearestName.to(name, among: RecordField.allCases.map(\.name)))
    }

    private mutating func add(
        _ rule: FieldRule, for target: FieldNames.Target
    ) throws(SourceConfigurationError) {
        if case .field(let field) = target {
            let isTime = field == .start || field == .end
            guard isTime || rule.format == nil else { throw .formatOfNoTime(field.name) }
            if isTime { timeFormats[field] = rule.format ?? mapping.times }
            let isNumber = field == .quantity || field == .amount
            guard isNumber || rule.arithmetic == nil else { throw .arithmeticOfText(field.name) }
        }
        if case .column(let column) = rule.origin, rule.otherwise == nil, rule.arithmetic == nil {
            // A column that the source names must be there: it is there for a reason.
            names.add(target, from: column, isRequired: true)
            if !Self.isAskedOfEachRow(target, as: column), Self.isBilled(target) {
                named.insert(column)
            }
            return
        }
        if case .constant = rule.origin, case .field(let field) = target {
            constants.insert(field)
        }
        let field = try ComputedField(target, rule, names: &names)
        if Self.isBilled(target) { named.formUnion(field.slots.map { names.slots[$0] }) }
        computed.append(field)
    }

    /// Whether the field says what a customer is billed for, so that one that is empty throughout
    /// bills something else. Systems that leave out what is empty may well have no other in a
    /// month; where the product requires one, rows without it are held.
    private static func isBilled(_ target: FieldNames.Target) -> Bool {
        guard case .field(let field) = target else { return false }
        switch field {
        case .product, .subscription, .itemMPN, .quantity, .start, .end, .amount, .tier, .currency,
            .recordID:
            return true
        case .note, .category, .categoryName, .categoryDescription, .itemName, .itemUnit,
            .itemPrecision:
            return false
        }
    }

    /// Whether a row without the column makes no record; a product may be known without its own.
    private static func isAskedOfEachRow(_ target: FieldNames.Target, as column: String) -> Bool {
        guard case .field(let field) = target, field.isRequired else { return false }
        return field != .product || column == field.name
    }

    /// A field that the source does not name is the column of its own name.
    private mutating func addOwnNames(
        besides fields: [String: FieldRule]
    ) throws(SourceConfigurationError) {
        for field in RecordField.allCases where fields[field.name] == nil {
            // What is only told about a row gives way to a column that is asked for.
            let isTaken = names.use(of: field.name)?.targets.isEmpty == false
            if isTaken, field == .categoryName || field == .categoryDescription { continue }
            // Read by two fields, of which one was never asked for, it would be a guess.
            guard names.use(of: field.name)?.targets.isEmpty ?? true else {
                throw .fieldNameTwice(field.name)
            }
            names.add(.field(field), from: field.name, isRequired: field.isRequired)
            if field == .start || field == .end { timeFormats[field] = mapping.times }
        }
    }
}
