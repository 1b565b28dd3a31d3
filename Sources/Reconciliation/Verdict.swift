package import UsageModel

/// The exit code of a report: what a script may rely on.
package enum Verdict: Int32, Sendable {
    case inSync = 0
    case error = 1
    case drift = 2
    case held = 3
    case unproven = 4

    /// 1 and 4 outrank 3, 3 outranks 2. After a reconcile the code speaks of what was achieved.
    package init(_ report: DriftReport) {
        self = Self.highest(of: Self.all(in: report)) ?? .inSync
    }

    /// All that a report says, so that a script may ask for some of it.
    package static func all(in report: DriftReport) -> Set<Verdict> {
        guard report.observation.complete else { return [.unproven] }
        var all = Set(report.cells.map(Self.of))
        if !report.errors.isEmpty || !report.conservation.balanced { all.insert(.error) }
        if report.unattributed.contains(where: { $0.reason.needsPerson && !$0.acknowledged }) {
            all.insert(.held)
        }
        return all.subtracting([.inSync])
    }

    /// The one that outranks the others.
    package static func highest(of verdicts: Set<Verdict>) -> Verdict? {
        [.unproven, .error, .held, .drift, .inSync].first(where: verdicts.contains)
    }

    private static func of(_ cell: CellReport) -> Verdict {
        if let outcome = cell.outcome {
            switch outcome.result {
            case .submitted: return outcome.error == nil ? .inSync : .held
            // Gone is the surplus; the cell is in sync only if a submitted file stays.
            case .deleted:
                return cell.files.contains(where: \.status.isSubmitted) ? .inSync : .drift
            case .processing, .unknown, .notStarted: return .drift
            case .ready, .invalid, .held: return cell.acknowledged ? .inSync : .held
            case .failed: return .error
            }
        }
        switch cell.decision.verb {
        case .none: return .inSync
        case .converge, .wait: return .drift
        case .hold: return cell.acknowledged ? .inSync : .held
        }
    }
}
