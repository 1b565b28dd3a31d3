/// Everything a list request asks for: the page, the conditions, the order, the fields left out.
struct ListQuery {
    /// What the platform cuts every larger page to, without a word.
    static let maximumLimit = 1000
    /// The size of a page that nobody asked for; the platform's own is not public.
    static let defaultLimit = 100

    private(set) var limit = defaultLimit
    private(set) var offset = 0
    private let filter: RowFilter
    private let ordering: [(field: FilterField, isDescending: Bool)]
    private let omitted: Set<String>
    /// Whether every row is kept, in the order that it has.
    private let isPlain: Bool

    /// Reads a query string as it came over the wire.
    init(rawQuery: String, table: FilterTable) throws(RQLError) {
        let expression = try RQLParser.parse(percentDecoded(rawQuery))
        let terms: [RQLExpression] =
            switch expression {
            case .and(let terms): terms
            case .some(let term): [term]
            case nil: []
            }
        var conditions: [RQLExpression] = []
        var paging: [String: Int] = [:]
        for term in terms {
            guard case .compare(.eq, let name, let operand) = term,
                ["limit", "offset"].contains(name)
            else {
                conditions.append(term)
                continue
            }
            guard paging[name] == nil else { throw .repeated(name) }
            guard case .text(let text) = operand, let number = Int(text), number >= 0 else {
                throw .paging(name)
            }
            paging[name] = number
        }
        limit = min(paging["limit"] ?? Self.defaultLimit, Self.maximumLimit)
        offset = paging["offset"] ?? 0
        filter = try RowFilter(.and(conditions), table: table)
        ordering = try Self.ordering(of: conditions, table: table)
        omitted = Set(
            Self.selected(in: conditions).filter { $0.hasPrefix("-") }
                .map { String($0.dropFirst()) })
        isPlain =
            ordering.isEmpty
            && conditions.allSatisfy { term in
                if case .select = term { true } else { false }
            }
    }

    private static func ordering(
        of terms: [RQLExpression], table: FilterTable
    ) throws(RQLError) -> [(field: FilterField, isDescending: Bool)] {
        let orderings = flattened(terms).compactMap { term -> [String]? in
            if case .ordering(let names) = term { names } else { nil }
        }
        guard orderings.count <= 1 else { throw .repeated("ordering") }
        var fields: [(field: FilterField, isDescending: Bool)] = []
        for name in orderings.first ?? [] {
            let isDescending = name.hasPrefix("-")
            let plain = isDescending ? String(name.dropFirst()) : name
            guard let field = table[plain], field.isOrdered else { throw .ordering(field: plain) }
            fields.append((field, isDescending))
        }
        return fields
    }

    private static func selected(in terms: [RQLExpression]) -> [String] {
        flattened(terms).flatMap { term -> [String] in
            if case .select(let names) = term { names } else { [] }
        }
    }

    private static func flattened(_ terms: [RQLExpression]) -> [RQLExpression] {
        terms.flatMap { term -> [RQLExpression] in
            switch term {
            case .and(let inner), .or(let inner): flattened(inner)
            case .not(let inner): flattened([inner])
            case .compare, .list, .ordering, .select, .tuple: [term]
            }
        }
    }

    /// The page of the rows, with the header that places it among them.
    func page(of rows: some RandomAccessCollection<JSONValue>) -> Page {
        if isPlain {
            // Rows that are made on demand are made for the page alone.
            let page = Array(rows.dropFirst(offset).prefix(limit)).map(shown)
            return Page(rows: page, offset: offset, isCount: limit == 0, total: rows.count)
        }
        let kept = ordered(rows.filter { filter.keeps($0) })
        let page = kept.dropFirst(offset).prefix(limit).map(shown)
        return Page(rows: page, offset: offset, isCount: limit == 0, total: kept.count)
    }

    private func shown(_ row: JSONValue) -> JSONValue {
        omitted.isEmpty ? row : row.omitting(omitted)
    }

    private func ordered(_ rows: [JSONValue]) -> [JSONValue] {
        guard !ordering.isEmpty else { return rows }
        let keyed = rows.enumerated().map { index, row in
            (index: index, keys: ordering.map { SortKey(row.values(at: $0.field.path).first) })
        }
        let sorted = keyed.sorted { left, right in
            for (position, order) in ordering.enumerated()
            where left.keys[position] != right.keys[position] {
                return (left.keys[position] < right.keys[position]) != order.isDescending
            }
            return left.index < right.index
        }
        return sorted.map { rows[$0.index] }
    }
}

extension JSONValue {
    /// The object without the members that a `select(-name)` leaves out.
    fileprivate func omitting(_ names: Set<String>) -> JSONValue {
        guard case .object(let members) = self else { return self }
        return .object(members.filter { !names.contains($0.key) })
    }
}
