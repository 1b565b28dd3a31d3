package import UsageModel

/// What the ledger's past says against an observation; the readings prove themselves page by page.
package struct ObservationProof {
    private let observation: Observation
    private let knowledge: LedgerKnowledge

    /// A clock further off than this makes month ends and due days unreliable.
    package static let clockTolerance = Duration.seconds(300)

    package init(_ observation: Observation, knowledge: LedgerKnowledge) {
        self.observation = observation
        self.knowledge = knowledge
    }

    /// A sentence for each reason to disbelieve.
    package var doubts: [String] {
        [fewerContracts].compactMap(\.self)
    }

    /// Contracts are terminated, not deleted: a list that is more than 5 % shorter is another
    /// key's or
    /// another account's, or a filter that hides some.
    private var fewerContracts: String? {
        let count = observation.contracts.count
        guard let before = knowledge.contracts, count * 100 < before * 95 else { return nil }
        return "\(count) contracts are listed, \(before) were before: if that is right, say "
            + "'usagectl baseline --confirm'"
    }
}
