import UsageModel

/// Which cells a reader wants to see, as the query of the page's address says it.
struct GridFilter: Hashable, Sendable {
    /// A restriction by urgency.
    enum Only: String, CaseIterable, Sendable {
        /// Overdue or held.
        case attention
        case overdue, held
        /// Whatever is not settled.
        case drift
        case actionable, waiting
        case settled

        var words: String {
            switch self {
            case .attention: "overdue or held"
            case .overdue: "overdue"
            case .held: "held for a person"
            case .drift: "not in sync"
            case .actionable: "to converge"
            case .waiting: "waiting"
            case .settled: "in sync"
            }
        }
    }

    /// A part of the contract's id or name, whatever the case of its letters.
    var contract: String?
    var product: String?
    /// A part of the distributor's id or name.
    var provider: String?
    var from: BillingMonth?
    var to: BillingMonth?
    var state: CellState?
    var reason: ReasonCode?
    var only: Only?
    /// From 1.
    var page = 1

    /// Whether cells are left out.
    var isActive: Bool {
        var other = self
        other.page = 1
        return other != GridFilter()
    }

    /// Whether a cell is among those asked for; the months are the columns' business.
    func admits(_ cell: CellReport) -> Bool {
        guard state == nil || state == cell.state,
            reason == nil || reason == cell.decision.reason,
            from.map({ $0 <= cell.cell.month }) ?? true, to.map({ cell.cell.month <= $0 }) ?? true,
            only.map({ $0.admits(cell) }) ?? true
        else { return false }
        return Self.matches(contract, cell.cell.contract.text, cell.contractName)
            && Self.matches(product, cell.cell.product.text, cell.productName)
            && Self.matches(provider, cell.provider?.id.text ?? "", cell.provider?.name)
    }

    private static func matches(_ part: String?, _ id: String, _ name: String?) -> Bool {
        guard let part = part?.lowercased() else { return true }
        return id.lowercased().contains(part) || name?.lowercased().contains(part) == true
    }
}

extension GridFilter.Only {
    func admits(_ cell: CellReport) -> Bool {
        switch self {
        case .attention: cell.overdue || cell.decision.verb == .hold
        case .overdue: cell.overdue
        case .held: cell.decision.verb == .hold
        case .drift: cell.isDrift
        case .actionable: cell.decision.verb == .converge
        case .waiting: cell.decision.verb == .wait
        case .settled: !cell.isDrift
        }
    }
}
