import ConnectAPI
import Policy
import Reconciliation
import UsageModel

/// What policies match a cell on, as far as it is known.
struct PolicyFacts {
    var facts: CellFacts
    /// Why a part of it is not known.
    var note: String?

    /// The ids alone.
    static func offline(_ cell: Cell, because note: String) -> PolicyFacts {
        PolicyFacts(facts: CellFacts(cell: cell), note: note)
    }
}

extension Session {
    /// The facts of a cell as Connect has them.
    func policyFacts(of cell: Cell) async throws -> PolicyFacts {
        let contracts = try await client.contracts()
        let listings = try await client.listings()
        let products = try await client.products()
        let problems = [contracts.problem, listings.problem, products.problem].compactMap(\.self)
        guard problems.isEmpty else {
            throw CommandFailure.unproven(
                "the observation is not proven complete: \(problems.joined(separator: "; "))")
        }
        let observation = Observation(
            contracts: contracts.rows, listings: listings.rows, products: products.rows)
        return PolicyFacts(
            facts: DesiredState.facts(of: cell, in: observation),
            note: Self.absence(of: cell, in: observation))
    }

    private static func absence(of cell: Cell, in observation: Observation) -> String? {
        let contract =
            observation.contracts[cell.contract] == nil
            ? "the contract '\(cell.contract)' is not among the account's distribution contracts"
            : nil
        let product =
            observation.products[cell.product] == nil
            ? "the product '\(cell.product)' is none of the account's" : nil
        let all = [contract, product].compactMap(\.self)
        return all.isEmpty ? nil : all.joined(separator: "; ")
    }
}
