import Ledger
import UsageModel

/// A cell's entries as events in words.
enum AuditHistory {
    static func events(
        _ writes: [RecordedWrite], _ decisions: [DecisionChange], _ acts: [RecordedAct]
    ) -> [Audit.Event] {
        let events =
            writes.map(event) + decisions.map(event)
            + acts.map { act in
                Audit.Event(
                    seq: act.seq, at: act.at, what: act.detail, by: act.by, note: act.note)
            }
        return events.sorted { $0.seq < $1.seq }
    }

    private static func event(_ write: RecordedWrite) -> Audit.Event {
        let file = write.file.map { " \($0)" } ?? ""
        let outcome = write.outcome
        let result = outcome.map { " (\($0.result.rawValue) \($0.at))" } ?? " (no answer recorded)"
        let message = outcome?.message.map { ": \($0)" } ?? ""
        return Audit.Event(
            seq: write.seq, at: write.intent.at,
            what: "\(write.intent.step.rawValue)\(file)\(result)\(message)")
    }

    private static func event(_ change: DecisionChange) -> Audit.Event {
        guard let state = change.state, let decision = change.decision else {
            return Audit.Event(
                seq: change.seq, at: change.at,
                what: "\(change.command): no longer in the report")
        }
        let files = change.files.map { "\($0.id) \($0.status.word)" }
        let shown = files.isEmpty ? "" : " [\(files.joined(separator: ", "))]"
        let outcome = change.outcome.map { ", \($0.result.rawValue)" } ?? ""
        return Audit.Event(
            seq: change.seq, at: change.at,
            what: "\(change.command): \(state.rawValue), \(decision.verb.rawValue) "
                + "\(decision.reason.rawValue)\(outcome)\(shown)")
    }
}
