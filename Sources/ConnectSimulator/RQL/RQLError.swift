/// Why a query is refused; the platform answers all of these with 400.
package enum RQLError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The query breaks the grammar at this many characters from its start.
    case syntax(offset: Int)
    case lookup(field: String, operator: String)
    case value(field: String)
    case ordering(field: String)
    case repeated(String)
    case paging(String)

    package var description: String {
        switch self {
        case .syntax(let offset): "Bad filter query: syntax error at position \(offset)."
        case .lookup(let field, let name):
            "Bad filter lookup: '\(name)' is not supported by '\(field)'."
        case .value(let field): "Bad filter value for '\(field)'."
        case .ordering(let field): "Bad ordering filter: '\(field)' cannot be ordered by."
        case .repeated(let name): "Bad filter query: '\(name)' may be given once."
        case .paging(let name): "Bad filter query: '\(name)' must be a non-negative integer."
        }
    }
}
