/// How specific a policy is for a cell, compared from left to right.
package struct PolicyRank: Hashable, Sendable, Comparable {
    /// How a line of a match takes an id.
    package enum Precision: Int, Sendable, Comparable {
        /// The line is not there.
        case none
        case glob, exact

        package static func < (left: Precision, right: Precision) -> Bool {
            left.rawValue < right.rawValue
        }
    }

    package var contract: Precision
    package var product: Precision
    /// The number of the other lines that are given.
    package var otherLines: Int

    package init(contract: Precision, product: Precision, otherLines: Int) {
        self.contract = contract
        self.product = product
        self.otherLines = otherLines
    }

    package static func < (left: PolicyRank, right: PolicyRank) -> Bool {
        (left.contract, left.product, left.otherLines)
            < (right.contract, right.product, right.otherLines)
    }
}
