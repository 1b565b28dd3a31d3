package import UsageModel

/// What a colour says on a page; glyph and word say the same without it.
package enum Shade: String, Sendable, CaseIterable {
    case good, quiet, active, busy, bad, unclear
}

extension CellState {
    /// The colour of the state on a page.
    package var shade: Shade {
        switch self {
        case .inSync: .good
        case .noUsage: .quiet
        case .missing, .draft, .ready: .active
        case .processing: .busy
        case .unknownUsage, .occupied: .unclear
        case .stuck, .invalid, .rejected, .duplicate, .partial, .mismatch, .unexpected: .bad
        }
    }
}

extension Decision.Verb {
    /// The colour of the decision on a page.
    var shade: Shade {
        switch self {
        case .none: .good
        case .converge: .active
        case .wait: .busy
        case .hold: .bad
        }
    }
}
