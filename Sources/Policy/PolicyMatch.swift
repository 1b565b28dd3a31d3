package import UsageModel

/// Which cells a policy takes: every line that is given must match, nil lines are not given.
package struct PolicyMatch: Hashable, Sendable {
    package var contracts: [MatchPattern]?
    package var products: [MatchPattern]?
    package var providers: [MatchPattern]?
    package var marketplaces: [MatchPattern]?
    package var schemas: [ReportingSchema]?
    /// `production` or `test`, of the contract.
    package var kinds: [String]?
    package var months: [ClosedRange<BillingMonth>]?

    package init() {}

    /// The number of lines beside contracts and products.
    package var otherLines: Int {
        let given = [
            providers != nil, marketplaces != nil, schemas != nil, kinds != nil, months != nil,
        ]
        return given.count { $0 }
    }

    /// How specific the match is for a cell, nil where it does not take it.
    package func rank(for facts: CellFacts) -> PolicyRank? {
        var rank = PolicyRank(contract: .none, product: .none, otherLines: otherLines)
        if let contracts {
            guard let precision = contracts.precision(for: facts.cell.contract.text) else {
                return nil
            }
            rank.contract = precision
        }
        if let products {
            guard let precision = products.precision(for: facts.cell.product.text) else {
                return nil
            }
            rank.product = precision
        }
        return excludingLine(facts) == nil ? rank : nil
    }

    /// The first line that excludes a cell, in the words of `explain`; nil where none does.
    package func mismatch(_ facts: CellFacts) -> String? {
        if let contracts, contracts.precision(for: facts.cell.contract.text) == nil {
            return Self.sentence("contracts", contracts, facts.cell.contract.text)
        }
        if let products, products.precision(for: facts.cell.product.text) == nil {
            return Self.sentence("products", products, facts.cell.product.text)
        }
        return switch excludingLine(facts) {
        case .providers: Self.sentence("providers", providers, facts.provider?.text)
        case .marketplaces: Self.sentence("marketplaces", marketplaces, facts.marketplace?.text)
        case .schemas:
            Self.sentence("schemas", schemas?.map(\.rawValue), facts.schema?.rawValue)
        case .kinds: Self.sentence("kinds", kinds, facts.kind)
        case .months:
            Self.sentence("months", months?.map(Self.text(of:)), facts.cell.month.description)
        case nil: nil
        }
    }

    private enum Line { case providers, marketplaces, schemas, kinds, months }

    /// Asked for every cell and policy, so it makes no text.
    private func excludingLine(_ facts: CellFacts) -> Line? {
        if let providers, !Self.take(providers, facts.provider?.text) { return .providers }
        if let marketplaces, !Self.take(marketplaces, facts.marketplace?.text) {
            return .marketplaces
        }
        if let schemas, !(facts.schema.map(schemas.contains) ?? false) { return .schemas }
        if let kinds, !(facts.kind.map(kinds.contains) ?? false) { return .kinds }
        if let months, !months.contains(where: { $0.contains(facts.cell.month) }) { return .months }
        return nil
    }

    private static func take(_ patterns: [MatchPattern], _ id: String?) -> Bool {
        id.map { patterns.precision(for: $0) != nil } ?? false
    }

    static func text(of range: ClosedRange<BillingMonth>) -> String {
        range.lowerBound == range.upperBound
            ? "\(range.lowerBound)" : "\(range.lowerBound)..\(range.upperBound)"
    }

    private static func sentence(
        _ line: String, _ wanted: [some CustomStringConvertible]?, _ found: String?
    ) -> String {
        let list = (wanted ?? []).map(\.description).joined(separator: ", ")
        return "\(line) [\(list)] does not take \(found.map { "'\($0)'" } ?? "a cell without one")"
    }
}
