package import Policy
package import UsageModel

/// The currency of a cell's file.
package enum FileCurrency {
    /// The policy's, else the marketplace's; nil for schemas without money, and where nobody says.
    package static func of(
        _ facts: CellFacts, _ policy: EffectivePolicy, in observation: Observation
    ) -> String? {
        guard facts.schema?.isPriced == true else { return nil }
        switch policy.currency {
        case .code(let code): return code
        case .marketplace:
            return facts.marketplace.flatMap { observation.marketplaces[$0]?.currency }
        }
    }
}
