import UsageModel

/// Finds the policies that may take a pair without looking at all of them.
///
/// A policy with exact contracts only is found by contract, else one with exact products only by
/// product; the others are tried one by one.
struct PolicyIndex: Sendable {
    private var byContract: [String: [Int]] = [:]
    private var byProduct: [String: [Int]] = [:]
    private var others: [Int] = []

    init(_ documents: [PolicyDocument]) {
        for (index, document) in documents.enumerated() {
            if let contracts = Self.exactIDs(document.match.contracts) {
                for id in contracts { byContract[id, default: []].append(index) }
            } else if let products = Self.exactIDs(document.match.products) {
                for id in products { byProduct[id, default: []].append(index) }
            } else {
                others.append(index)
            }
        }
    }

    /// The places of all policies that may take a pair, in order.
    func places(for pair: CellPair) -> [Int] {
        let found = (byContract[pair.contract.text] ?? []) + (byProduct[pair.product.text] ?? [])
        return found.isEmpty ? others : (found + others).sorted()
    }

    /// The distinct ids of a line without globs.
    private static func exactIDs(_ patterns: [MatchPattern]?) -> Set<String>? {
        guard let patterns, patterns.allSatisfy(\.isExact) else { return nil }
        return Set(patterns.map(\.text))
    }
}
