import UsageModel

/// What a reader wants to know of an entry, whatever its kind: keys that are absent are nil.
struct EntryBody: Decodable {
    var by: String?
    var reason: String?
    var note: String?
    var until: String?
    var step: String?
    var file: String?
    var uploadedAt: String?
    var cell: Cell?
    var outcome: WriteOutcome?
    /// Of an upload.
    var rows: Int?
    /// Of a revocation: what was taken back.
    var target: String?
    var state: String?
    var verb: String?
    var message: String?

    private enum CodingKeys: String, CodingKey {
        case by, reason, note, until, step, file, uploadedAt, cell, outcome, sent, target
        case state, verb, message, decision
    }

    private struct Sent: Decodable { var rows: Int? }

    private struct TargetName: CodingKey {
        var stringValue: String
        var intValue: Int? { nil }

        init?(stringValue: String) { self.stringValue = stringValue }
        init?(intValue: Int) { nil }
    }

    init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        // A value of another form than expected is left out: the entry is still worth showing.
        func text(_ key: CodingKeys) -> String? { try? values.decode(String.self, forKey: key) }
        by = text(.by)
        reason = text(.reason)
        note = text(.note)
        until = text(.until)
        step = text(.step)
        file = text(.file)
        uploadedAt = text(.uploadedAt)
        state = text(.state)
        verb = text(.verb)
        message = text(.message)
        cell = try? values.decode(Cell.self, forKey: .cell)
        outcome = try? values.decode(WriteOutcome.self, forKey: .outcome)
        rows = (try? values.decode(Sent.self, forKey: .sent))?.rows
        target =
            (try? values.nestedContainer(keyedBy: TargetName.self, forKey: .target))?
            .allKeys.first?.stringValue
        if let decision = try? values.decode(Decision.self, forKey: .decision) {
            verb = decision.verb.rawValue
            reason = decision.reason.rawValue
            message = decision.message
        }
    }
}
