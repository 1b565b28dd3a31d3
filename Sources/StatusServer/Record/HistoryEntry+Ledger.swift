import FoundationEssentials
import Ledger
import UsageModel

extension HistoryEntry {
    /// The entry in words; an entry of a kind that this version does not know keeps its kind's
    /// name, for the record is older or newer than the program that reads it.
    init(_ entry: LedgerEntry) {
        let body = try? JSONDecoder().decode(EntryBody.self, from: Data(entry.body.utf8))
        self.init(
            seq: entry.seq, at: entry.at, kind: entry.kind.rawValue, by: body?.by,
            what: body.map { Self.words(entry.kind.rawValue, $0) } ?? entry.kind.rawValue)
    }

    private static func words(_ kind: String, _ body: EntryBody) -> String {
        let detail = [body.reason, body.note, body.until.map { "until \($0)" }]
        let rest = detail.compactMap(\.self).joined(separator: ", ")
        let sentence =
            switch kind {
            case "intent": intent(body)
            case "outcome": outcome(body)
            case "uploadSeen": "Connect shows our upload at \(body.uploadedAt ?? "an unknown time")"
            case "resolution": "the lost create turned out to have made \(body.file ?? "a file")"
            case "approval": "approved"
            case "acknowledgement": "acknowledged"
            case "assignment":
                "assigned \(body.file ?? "a file")" + (body.cell.map { " to \($0)" } ?? "")
            case "resend": "asked to send again"
            case "revocation": "took back: " + (body.target ?? "an earlier act")
            case "decision": decision(body)
            default: kind
            }
        let shown = kind == "decision" ? "" : rest
        return shown.isEmpty ? sentence : "\(sentence): \(shown)"
    }

    private static func intent(_ body: EntryBody) -> String {
        let file = body.file.map { " \($0)" } ?? ""
        let rows = body.rows.map { ", \($0) row\($0 == 1 ? "" : "s")" } ?? ""
        return "about to \(body.step ?? "write")\(file)\(rows)"
    }

    private static func outcome(_ body: EntryBody) -> String {
        let words =
            switch body.outcome?.result {
            case .answered?: "done"
            case .refused?: "refused"
            case .notSent?: "not sent"
            case .unknown?: "answer lost"
            case nil: "ended"
            }
        let file = body.outcome?.file.map { ", \($0)" } ?? ""
        return words + file + (body.outcome?.message.map { ": \($0)" } ?? "")
    }

    private static func decision(_ body: EntryBody) -> String {
        let words = [body.state, body.verb, body.reason].compactMap(\.self)
        let sentence = words.joined(separator: ", ")
        return body.message.map { "\(sentence): \($0)" } ?? sentence
    }
}
