import Ledger
import UsageModel

/// What a recorded report comes to, in two words.
enum ReportVerdict: Hashable {
    case unproven, held, drift, inSync

    init(_ header: ReportHeader) {
        let sums = header.summary
        self =
            if !header.complete {
                .unproven
            } else if sums.held > 0 {
                .held
            } else if sums.drifted > 0 {
                .drift
            } else {
                .inSync
            }
    }

    var words: String {
        switch self {
        case .unproven: "✗ not proven"
        case .held: "■ held"
        case .drift: "○ drift"
        case .inSync: "✓ in sync"
        }
    }

    var shade: Shade {
        switch self {
        case .unproven, .held: .bad
        case .drift: .active
        case .inSync: .good
        }
    }
}
