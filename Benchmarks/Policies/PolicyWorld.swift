import Policy
import UsageModel
import YAMLDocument

/// Policies and cells of an account of some size: ten products and ten months under each contract.
struct PolicyWorld {
    /// What the policies match on.
    enum Shape: String, CaseIterable {
        /// One default, exact contracts, contracts by pattern with a product, and other lines: the
        /// more policies, the more of them take each cell.
        case mixed
        /// Every contract is a distributor's of its own, who has one policy, by account, for a
        /// product and some months; many patterns begin alike.
        case byDistributor
    }

    let shape: Shape
    let documents: Int
    let contracts: Int

    private static let products = 10
    private static let months = 10
    private static let firstMonth = BillingMonth(index: 24_312)

    var cellCount: Int { contracts * Self.products * Self.months }

    /// One file a document, as a vendor with many distributors keeps them.
    var sources: [SourceText] {
        (0..<documents).map { index in
            SourceText(file: "policies/p\(index).yaml", text: text(of: index))
        }
    }

    /// Every cell of the account, a few of their facts shared by many.
    var facts: [CellFacts] {
        var facts: [CellFacts] = []
        facts.reserveCapacity(cellCount)
        for contract in 0..<contracts {
            for product in 0..<Self.products {
                for month in 0..<Self.months {
                    facts.append(fact(contract, product, month))
                }
            }
        }
        return facts
    }

    private func fact(_ contract: Int, _ product: Int, _ month: Int) -> CellFacts {
        let cell = Cell(
            contract: ContractID("CRD-\(10_000 + contract)-1"),
            product: ProductID("PRD-\(100 + product)-000"),
            month: BillingMonth(index: Self.firstMonth.index + month))
        return CellFacts(
            cell: cell, provider: AccountID("PA-\(shape == .mixed ? contract % 40 : contract)"),
            marketplace: MarketplaceID("MP-\(contract % 7)"),
            schema: ReportingSchema.allCases[product % ReportingSchema.allCases.count],
            kind: contract % 10 == 0 ? "test" : "production")
    }

    private func text(of index: Int) -> String {
        """
        apiVersion: usagectl/v1
        kind: UsagePolicy
        metadata: {name: p\(index)}
        spec:
          match: \(match(of: index))
          months: {since: 2026-01, due: \(index % 28 + 1)}
          limits: {ratioToMedian: \(index % 9 + 2)}

        """
    }

    private func match(of index: Int) -> String {
        let contract = 10_000 + index * max(1, contracts / documents) % contracts
        if shape == .byDistributor, index > 0 {
            let line = index % 2 == 0 ? "products: [PRD-10?-000]" : "contracts: [CRD-*-1]"
            return "{\(line), providers: [PA-\(index)], months: [2026-03..2026-06]}"
        }
        switch index % 4 {
        case _ where index == 0: return "{}"
        case 0: return "{contracts: [CRD-\(contract)-*], products: [PRD-\(100 + index % 10)-000]}"
        case 1: return "{contracts: [CRD-\(contract)-1]}"
        case 2: return "{products: [PRD-\(100 + index % 10)-*], marketplaces: [MP-\(index % 7)]}"
        default:
            return "{contracts: [CRD-\(contract)-1], months: [2026-03..2026-0\(index % 4 + 4)]}"
        }
    }
}
