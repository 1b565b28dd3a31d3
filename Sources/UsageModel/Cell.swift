/// The coordinate contract x product x billing month: the unit in which everything is owed.
package struct Cell: Hashable, Sendable, Codable {
    package let contract: ContractID
    package let product: ProductID
    package let month: BillingMonth

    package init(contract: ContractID, product: ProductID, month: BillingMonth) {
        self.contract = contract
        self.product = product
        self.month = month
    }

    package var pair: CellPair { CellPair(contract: contract, product: product) }
}

extension Cell: Comparable {
    package static func < (left: Cell, right: Cell) -> Bool {
        (left.contract, left.product, left.month) < (right.contract, right.product, right.month)
    }
}

extension Cell: CustomStringConvertible {
    /// `CONTRACT/PRODUCT/YYYY-MM`, the form in which commands take a cell.
    package var description: String { "\(contract)/\(product)/\(month)" }

    /// Reads `CONTRACT/PRODUCT/YYYY-MM`; nil for any other text.
    package init?(_ text: String) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 3, !parts[0].isEmpty, !parts[1].isEmpty,
            let month = BillingMonth(parts[2])
        else { return nil }
        self.init(
            contract: ContractID(String(parts[0])), product: ProductID(String(parts[1])),
            month: month)
    }
}

/// A contract and a product: the row of cells in which months follow each other.
package struct CellPair: Hashable, Comparable, Sendable, Codable {
    package let contract: ContractID
    package let product: ProductID

    package init(contract: ContractID, product: ProductID) {
        self.contract = contract
        self.product = product
    }

    package func cell(_ month: BillingMonth) -> Cell {
        Cell(contract: contract, product: product, month: month)
    }

    package static func < (left: CellPair, right: CellPair) -> Bool {
        (left.contract, left.product) < (right.contract, right.product)
    }
}
