import StatusServer
import UsageModel

/// The cells of a report that share a verb and a reason.
struct CellGroup {
    let verb: Decision.Verb
    let reason: ReasonCode
    /// In the report's order; never empty.
    let cells: [CellReport]

    /// The states of the cells, each once, in order of first appearance.
    var states: [CellState] {
        cells.reduce(into: []) { if !$0.contains($1.state) { $0.append($1.state) } }
    }

    /// The message of all cells, nil where they differ.
    var commonMessage: String? {
        let first = cells.first?.decision.message
        return cells.allSatisfy { $0.decision.message == first } ? first : nil
    }

    /// The groups of a report, those that need a person first.
    static func groups(of report: DriftReport, showsAll: Bool) -> [CellGroup] {
        var groups: [Key: [CellReport]] = [:]
        for cell in report.cells where showsAll || cell.isDrift {
            groups[Key(verb: cell.decision.verb, reason: cell.decision.reason), default: []].append(
                cell)
        }
        return groups.map { CellGroup(verb: $0.verb, reason: $0.reason, cells: $1) }.sorted {
            ($0.verb.urgency, $0.reason.rawValue) < ($1.verb.urgency, $1.reason.rawValue)
        }
    }

    private struct Key: Hashable {
        var verb: Decision.Verb
        var reason: ReasonCode
    }
}
