/// A name that an endpoint filters or orders by, and what it allows.
struct FilterField: Sendable {
    enum Kind: Sendable, Hashable {
        case text
        case choice([String])
        case time
        case number
        case flag
    }

    let name: String
    /// Where the value stands in a row.
    let path: [String]
    let kind: Kind
    var operators: Set<RQLOperator>
    /// Whether `null()` and `empty()` may be compared with.
    var allowsNull: Bool
    var isSearched = false
    var isOrdered = false
    /// An id that means null, as the preview contract's does.
    var nullStandIn: String?

    init(
        _ name: String, path: String? = nil, kind: Kind = .text, operators: Set<RQLOperator>,
        allowsNull: Bool
    ) {
        self.name = name
        self.path = (path ?? name).split(separator: ".").map(String.init)
        self.kind = kind
        self.operators = operators
        self.allowsNull = allowsNull
    }
}

extension FilterField {
    private static let words: Set<RQLOperator> = [.eq, .ne, .like, .ilike, .in, .out]
    private static let ranges: Set<RQLOperator> = [.eq, .ne, .gt, .ge, .lt, .le, .in, .out]

    /// A field with the lookups eq, ne, like, ilike, null, in, out.
    static func standard(_ name: String, at path: String? = nil) -> FilterField {
        FilterField(name, path: path, operators: words, allowsNull: true)
    }

    /// A field with the standard lookups but null.
    static func required(_ name: String, at path: String? = nil) -> FilterField {
        FilterField(name, path: path, operators: words, allowsNull: false)
    }

    /// A field of few words; comparing it with any other is refused.
    static func choice(_ name: String, _ words: [String], at path: String? = nil) -> FilterField {
        FilterField(
            name, path: path, kind: .choice(words), operators: Self.words, allowsNull: false)
    }

    static func time(
        _ name: String, at path: String? = nil, null: Bool = false,
        only operators: Set<RQLOperator>? = nil
    ) -> FilterField {
        FilterField(
            name, path: path, kind: .time, operators: operators ?? ranges, allowsNull: null)
    }

    static func number(_ name: String, at path: String? = nil) -> FilterField {
        FilterField(name, path: path, kind: .number, operators: ranges, allowsNull: false)
    }

    static func flag(_ name: String, _ operators: Set<RQLOperator> = [.eq, .ne]) -> FilterField {
        FilterField(name, kind: .flag, operators: operators, allowsNull: false)
    }

    var searched: FilterField {
        var field = self
        field.isSearched = true
        return field
    }

    var ordered: FilterField {
        var field = self
        field.isOrdered = true
        return field
    }

    func null(_ standIn: String) -> FilterField {
        var field = self
        field.nullStandIn = standIn
        return field
    }
}
