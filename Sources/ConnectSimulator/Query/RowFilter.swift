import UsageModel

/// Decides which rows a query keeps: the conditions of one query, bound to an endpoint's table.
///
/// Built once for a request; what the table does not allow is refused here, before any row is read.
indirect enum RowFilter {
    case all
    case and([RowFilter])
    case or([RowFilter])
    case not(RowFilter)
    case condition(FilterField, RQLOperator, [FilterValue])
    case isNull(FilterField, negated: Bool)
    case search([FilterField], LikePattern)

    init(_ expression: RQLExpression, table: FilterTable) throws(RQLError) {
        switch expression {
        case .and(let terms): self = .and(try Self.filters(terms, table: table))
        case .or(let terms): self = .or(try Self.filters(terms, table: table))
        case .not(let term): self = .not(try RowFilter(term, table: table))
        case .ordering, .select: self = .all
        case .tuple: throw .syntax(offset: 0)
        case .compare(.eq, property: "search", .text(let text)):
            self = .search(table.searched, LikePattern("*\(text)*", ignoresCase: true))
        case .compare(let operation, let property, let operand):
            self = try Self.condition(operation, property, [operand], table: table)
        case .list(let operation, let property, let operands):
            self = try Self.condition(operation, property, operands, table: table)
        }
    }

    private static func filters(
        _ terms: [RQLExpression], table: FilterTable
    ) throws(RQLError) -> [RowFilter] {
        var filters: [RowFilter] = []
        for term in terms { filters.append(try RowFilter(term, table: table)) }
        return filters
    }

    private static func condition(
        _ operation: RQLOperator, _ property: String, _ operands: [RQLOperand], table: FilterTable
    ) throws(RQLError) -> RowFilter {
        // A name that the endpoint does not know keeps every row; clients must check what they get.
        guard let field = table[property] else { return .all }
        if let negated = try nullNegation(operation, operands, field) {
            return .isNull(field, negated: negated)
        }
        guard field.operators.contains(operation) else {
            throw .lookup(field: property, operator: operation.rawValue)
        }
        var values: [FilterValue] = []
        for operand in operands {
            values.append(try FilterValue(operand, operation: operation, field: field))
        }
        return .condition(field, operation, values)
    }

    /// Whether a condition asks for null (false) or for not null (true); nil where it does neither.
    private static func nullNegation(
        _ operation: RQLOperator, _ operands: [RQLOperand], _ field: FilterField
    ) throws(RQLError) -> Bool? {
        guard operands.count == 1 else { return nil }
        switch operands[0] {
        case .null, .empty: break
        case .text(let text) where text == field.nullStandIn: break
        case .text, .tuple: return nil
        }
        guard operation == .eq || operation == .ne else {
            if case .text = operands[0] { return nil }
            throw .lookup(field: field.name, operator: "\(operation.rawValue) null()")
        }
        guard field.allowsNull else { throw .lookup(field: field.name, operator: "null") }
        return operation == .ne
    }

    /// Whether a row is kept.
    func keeps(_ row: JSONValue) -> Bool {
        switch self {
        case .all: true
        case .and(let filters): filters.allSatisfy { $0.keeps(row) }
        case .or(let filters): filters.contains { $0.keeps(row) }
        case .not(let filter): !filter.keeps(row)
        case .search(let fields, let pattern):
            fields.contains { field in
                row.values(at: field.path).contains { pattern.matches($0.plainText ?? "") }
            }
        case .isNull(let field, let negated):
            row.values(at: field.path).allSatisfy { $0.plainText == field.nullStandIn } != negated
        case .condition(let field, let operation, let values):
            Self.holds(operation, row.values(at: field.path), values)
        }
    }

    /// `ne` and `out` also hold for rows without the value, as they do in the platform's database.
    private static func holds(
        _ operation: RQLOperator, _ found: [JSONValue], _ values: [FilterValue]
    ) -> Bool {
        switch operation {
        case .ne: !found.contains { element in values.contains { $0.matches(element, .eq) } }
        case .out: !found.contains { element in values.contains { $0.matches(element, .eq) } }
        case .in: found.contains { element in values.contains { $0.matches(element, .eq) } }
        case .eq, .gt, .ge, .lt, .le, .like, .ilike:
            found.contains { element in values.contains { $0.matches(element, operation) } }
        }
    }
}
