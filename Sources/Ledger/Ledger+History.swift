import GRDB
package import UsageModel

extension Ledger {
    /// All writes of a cell, oldest first.
    package func writes(about cell: Cell) throws(LedgerError) -> [RecordedWrite] {
        try read { db in
            var writes: [Int64: RecordedWrite] = [:]
            for (seq, fact) in try EntryStore.facts(about: cell.description, in: db) {
                switch fact {
                case .intent(let intent):
                    writes[seq] = RecordedWrite(seq: seq, intent: intent, file: intent.file)
                case .outcome(let settled):
                    guard var write = writes[settled.intent.number] else { continue }
                    write.outcome = settled.outcome
                    write.file = write.file ?? settled.outcome.file
                    write.uploadedAt = settled.outcome.uploadedAt ?? write.uploadedAt
                    writes[settled.intent.number] = write
                case .uploadSeen(let seen):
                    writes[seen.intent.number]?.uploadedAt = seen.uploadedAt
                case .resolution(let resolved):
                    writes[resolved.intent.number]?.file = resolved.file
                default: break
                }
            }
            return writes.values.sorted { $0.seq < $1.seq }
        }
    }

    /// What people did about a cell or some files, oldest first.
    package func acts(
        about cell: Cell, files: some Sequence<UsageFileID>
    ) throws(LedgerError) -> [RecordedAct] {
        let subjects = [cell.description] + Set(files.map(\.text)).sorted()
        return try read { db in
            try subjects.flatMap { subject in
                try EntryStore.facts(about: subject, in: db).compactMap { RecordedAct($1, seq: $0) }
            }.sorted { $0.seq < $1.seq }
        }
    }
}

extension RecordedAct {
    /// Nil for what no person did.
    fileprivate init?(_ fact: Fact, seq: Int64) {
        switch fact {
        case .approval(let act):
            let until = act.until.map { " until \($0)" } ?? ""
            self.init(
                seq: seq, at: act.at, kind: .approval, by: act.by, note: act.note,
                detail: "approved \(act.digest)\(until)")
        case .acknowledgement(let act):
            self.init(
                seq: seq, at: act.at, kind: .acknowledgement, by: act.by, note: nil,
                detail: "acknowledged \(act.subject) until \(act.until): \(act.reason)")
        case .assignment(let act):
            self.init(
                seq: seq, at: act.at, kind: .assignment, by: act.by, note: act.note,
                detail: "assigned \(act.file) to \(act.cell)")
        case .resend(let act):
            self.init(
                seq: seq, at: act.at, kind: .resend, by: act.by, note: act.note,
                detail: "asked to send it again")
        case .revocation(let act):
            self.init(
                seq: seq, at: act.at, kind: .revocation, by: act.by, note: act.note,
                detail: "took back what was said of \(act.subject)")
        default: return nil
        }
    }
}
