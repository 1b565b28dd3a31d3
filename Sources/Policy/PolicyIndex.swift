import UsageModel

/// Finds the policies that may take a cell without looking at all of them.
///
/// The policies are asked for in three parts, by how their contracts take the cell: not at all, by
/// glob, by name. Each part depends on less than the whole does, so that more cells share it.
struct PolicyIndex: Sendable {
    /// What makes a contract different from others for policies with globs.
    enum Trait: Hashable {
        /// A glob takes it.
        case glob(String)
        /// A policy that also has globs names it; the place of the policy.
        case named(Int)
    }

    /// In order of name; a place is an index of this array.
    let documents: [PolicyDocument]
    let decisive: DecisiveFacts

    private let forAnyContract: PolicyFiling
    private let withGlobs: PolicyFiling
    private var contracts = LineIndex()

    init(_ documents: [PolicyDocument]) {
        self.documents = documents
        decisive = DecisiveFacts(documents)
        var forAnyContract: [(place: Int, match: PolicyMatch)] = []
        var withGlobs: [(place: Int, match: PolicyMatch)] = []
        for (place, document) in documents.enumerated() {
            guard let patterns = document.match.contracts else {
                forAnyContract.append((place, document.match))
                continue
            }
            contracts.add(patterns, at: place)
            var match = document.match
            match.contracts = patterns.filter { !$0.isExact }
            if match.contracts != [] { withGlobs.append((place, match)) }
        }
        self.forAnyContract = PolicyFiling(forAnyContract)
        self.withGlobs = PolicyFiling(withGlobs)
    }

    /// The places of the policies that name a contract, in order.
    func places(naming contract: ContractID) -> [Int] { contracts.places(naming: contract.text) }

    /// Contracts with equal traits are taken by glob by the same policies.
    func traits(of contract: ContractID) -> [Trait] {
        let named = places(naming: contract).filter { place in
            !(documents[place].match.contracts?.allSatisfy(\.isExact) ?? true)
        }
        return contracts.globs(taking: contract.text).map(Trait.glob) + named.map(Trait.named)
    }

    /// The policies without a line of contracts that take a cell, in order.
    func candidatesForAnyContract(_ facts: CellFacts) -> [PolicyResolution.Candidate] {
        candidates(at: forAnyContract.places(for: facts), as: .none, facts)
    }

    /// The policies that take a cell's contract by glob, in order.
    func candidatesByGlob(_ facts: CellFacts) -> [PolicyResolution.Candidate] {
        candidates(at: withGlobs.places(for: facts), as: .glob, facts)
    }

    /// The policies among some places that name the contract and take the cell.
    func candidates(
        naming places: [Int], _ facts: CellFacts
    ) -> [PolicyResolution.Candidate] {
        candidates(at: places, as: .exact, facts)
    }

    private func candidates(
        at places: [Int], as precision: PolicyRank.Precision, _ facts: CellFacts
    ) -> [PolicyResolution.Candidate] {
        places.compactMap { place in
            guard let rank = documents[place].match.rank(for: facts), rank.contract == precision
            else { return nil }
            return PolicyResolution.Candidate(place: place, rank: rank)
        }
    }
}
