/// A query of the platform's Resource Query Language, as a tree.
package indirect enum RQLExpression: Hashable, Sendable {
    case compare(RQLOperator, property: String, RQLOperand)
    case list(RQLOperator, property: String, [RQLOperand])
    case and([RQLExpression])
    case or([RQLExpression])
    case not(RQLExpression)
    /// Property names, with a leading `-` where the order is descending.
    case ordering([String])
    /// Property names, with a leading `-` where the field is left out.
    case select([String])
    /// A group of comparisons, `t(...)`; the grammar has it, no endpoint of ours does.
    case tuple([RQLExpression])
}

/// What a condition asks of a field.
package enum RQLOperator: String, Hashable, Sendable, CaseIterable {
    case eq, ne, gt, ge, lt, le, `in`, out, like, ilike

    var isComparison: Bool {
        switch self {
        case .eq, .ne, .gt, .ge, .lt, .le: true
        case .in, .out, .like, .ilike: false
        }
    }
}

/// The right-hand side of a condition.
package enum RQLOperand: Hashable, Sendable {
    case text(String)
    /// `null()`
    case null
    /// `empty()`
    case empty
    case tuple([RQLExpression])
}
