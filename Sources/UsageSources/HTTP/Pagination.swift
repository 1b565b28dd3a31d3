/// How an API divides an answer into pages.
package enum Pagination: Hashable, Sendable {
    case none
    /// A member of each page holds the address of the next.
    case link(field: String, total: String?, size: Int? = nil)
    /// The header `Link` of each page names the next (RFC 8288, `rel="next"`).
    case header
    /// A member of each page holds what stands for `{cursor}` in the next question.
    case cursor(field: String, total: String?, size: Int? = nil)
    /// `{page}` counts up until a page is empty, has fewer than `size` records behind one that has
    /// as many, or `total` records have come.
    case page(first: Int, size: Int?, total: String?)

    /// The member that says how many records there are on all pages.
    var total: String? {
        switch self {
        case .none, .header: nil
        case .link(_, let total, _), .cursor(_, let total, _), .page(_, _, let total): total
        }
    }

    /// The members of a page that are needed to find the next.
    var members: Set<String> {
        var members: Set<String> = []
        switch self {
        case .link(let field, _, _), .cursor(let field, _, _): members.insert(field)
        case .none, .header, .page: break
        }
        if let total { members.insert(total) }
        return members
    }
}
