package import UsageModel

extension CellState {
    /// One narrow character that tells states apart without colour.
    package var glyph: String {
        switch self {
        case .inSync: "✓"
        case .missing: "○"
        case .draft: "◔"
        case .processing: "◐"
        case .stuck: "◍"
        case .ready: "◕"
        case .invalid: "✗"
        case .rejected: "⊘"
        case .duplicate: "‼"
        case .partial: "◑"
        case .mismatch: "≠"
        case .unexpected: "△"
        case .noUsage: "∅"
        case .unknownUsage: "?"
        case .occupied: "■"
        }
    }

    package var tone: Tone {
        switch self {
        case .inSync: .good
        case .noUsage: .quiet
        case .missing, .draft, .ready, .unknownUsage, .occupied: .active
        case .processing: .busy
        case .stuck, .invalid, .rejected, .duplicate, .partial, .mismatch, .unexpected: .bad
        }
    }
}

extension Outcome.Result {
    package var glyph: String {
        switch self {
        case .submitted, .deleted: "✓"
        case .ready: "◕"
        case .processing: "◐"
        case .invalid, .failed: "✗"
        case .unknown: "?"
        case .held: "■"
        case .notStarted: "○"
        }
    }

    package var tone: Tone {
        switch self {
        case .submitted, .deleted: .good
        case .processing: .busy
        case .ready, .held, .notStarted: .active
        case .invalid, .failed, .unknown: .bad
        }
    }

    /// The result in a reader's words.
    package var words: String {
        switch self {
        case .notStarted: "not started"
        case .submitted, .ready, .processing, .deleted, .invalid, .failed, .unknown, .held: rawValue
        }
    }
}

extension Decision.Verb {
    /// What a group of cells with this verb is in for.
    package var words: String {
        switch self {
        case .none: "nothing to do"
        case .converge: "to converge"
        case .wait: "waiting"
        case .hold: "held for a person"
        }
    }

    /// What needs a person comes first.
    package var urgency: Int {
        switch self {
        case .hold: 0
        case .converge: 1
        case .wait: 2
        case .none: 3
        }
    }
}
