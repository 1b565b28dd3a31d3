package import UsageModel

/// The part of the cells that a person asked for.
package struct CellSelection: Hashable, Sendable {
    package var contracts: [Glob]
    package var products: [Glob]
    package var months: [ClosedRange<BillingMonth>]

    package init(
        contracts: [Glob] = [], products: [Glob] = [], months: [ClosedRange<BillingMonth>] = []
    ) {
        self.contracts = contracts
        self.products = products
        self.months = months
    }

    package var isEverything: Bool { contracts.isEmpty && products.isEmpty && months.isEmpty }

    package func contains(_ cell: Cell) -> Bool {
        (contracts.isEmpty || contracts.contains { $0.matches(cell.contract.text) })
            && contains(product: cell.product, month: cell.month)
    }

    /// Whether the product and month of something without a contract are in it.
    package func contains(product: ProductID, month: BillingMonth) -> Bool {
        (products.isEmpty || products.contains { $0.matches(product.text) })
            && (months.isEmpty || months.contains { $0.contains(month) })
    }
}

extension CellSelection {
    /// The pairs that are named by their ids, not by patterns.
    var namedPairs: [CellPair] {
        contracts.filter(\.isExact).flatMap { contract in
            products.filter(\.isExact).map { product in
                CellPair(
                    contract: ContractID(contract.pattern), product: ProductID(product.pattern))
            }
        }
    }
}

/// A pattern with `*` for any text and `?` for one character.
package struct Glob: Hashable, Sendable {
    package let pattern: String

    package init(_ pattern: String) {
        self.pattern = pattern
    }

    /// Whether it matches one text only.
    var isExact: Bool { !pattern.contains { $0 == "*" || $0 == "?" } }

    package func matches(_ text: String) -> Bool {
        let pattern = Array(pattern.unicodeScalars)
        let text = Array(text.unicodeScalars)
        var (p, t) = (0, 0)
        var restart: (pattern: Int, text: Int)?
        while t < text.count {
            if p < pattern.count, pattern[p] == "*" {
                restart = (p + 1, t)
                p += 1
            } else if p < pattern.count, pattern[p] == "?" || pattern[p] == text[t] {
                p += 1
                t += 1
            } else if let (back, start) = restart {
                // The last star takes one character more.
                restart = (back, start + 1)
                p = back
                t = start + 1
            } else {
                return false
            }
        }
        return pattern[p...].allSatisfy { $0 == "*" }
    }
}
