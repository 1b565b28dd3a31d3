import GRDB
package import UsageModel

extension Ledger {
    /// Records that a write is about to be sent; it is on the disk before this returns.
    ///
    /// - Parameter lastAct: the last person's act that whoever writes knows of. Where a later one
    ///   takes back what the write may rest on, `overtaken` is thrown and nothing is recorded: the
    ///   person's command has returned by then, and must have been heard.
    package func record(
        intent: WriteIntent, knowing lastAct: Int64? = nil
    ) throws(LedgerError) -> IntentID {
        if (intent.step == .create) != (intent.file == nil) {
            throw .contradiction(
                "an intent to \(intent.step.rawValue) \(intent.cell) "
                    + (intent.file == nil ? "names no file" : "names a file before there is one"))
        }
        if (intent.step == .upload) != (intent.sent != nil) {
            throw .contradiction(
                "an intent to \(intent.step.rawValue) \(intent.cell) must say what is sent "
                    + "if, and only if, it is an upload")
        }
        let known = Protection.leaveStillGiven.isOn ? lastAct : nil
        return try write { db in
            try refuseOtherBinding(in: db)
            if let known { try refuseOvertaken(intent, after: known, in: db) }
            return IntentID(number: try EntryStore.append(.intent(intent), to: db).seq)
        }
    }

    private func refuseOvertaken(
        _ intent: WriteIntent, after lastAct: Int64, in db: Database
    ) throws {
        for (seq, act) in try EntryStore.acts(after: lastAct, in: db) {
            guard let by = act.takesLeave(from: intent) else { continue }
            throw LedgerError.overtaken(
                "entry \(seq) by '\(by)' concerns \(intent.cell) and was recorded after this cycle "
                    + "had looked; the next one decides anew")
        }
    }

    /// Records what became of a write. An unknown outcome may be followed by a known one; a known
    /// one is final.
    package func record(outcome: WriteOutcome, of id: IntentID) throws(LedgerError) {
        try write { db in
            let state = try WriteState.fetch(id, in: db)
            guard state.result == nil || state.result == .unknown else {
                throw LedgerError.contradiction(
                    "intent \(id) has its outcome already, '\(state.result?.rawValue ?? "")'")
            }
            if let own = state.file, state.step != .create, let other = outcome.file, own != other {
                throw LedgerError.contradiction(
                    "intent \(id) is about '\(own)', its outcome about '\(other)'")
            }
            if state.step == .create, outcome.result == .answered, outcome.file == nil {
                throw LedgerError.contradiction("an answered create, intent \(id), names no file")
            }
            try EntryStore.append(
                .outcome(SettledWrite(intent: id, cell: state.cell, outcome: outcome)), to: db)
        }
    }

    /// Records that a list showed `events.uploaded.at` of the latest upload that the platform had
    /// answered; without one it is a contradiction. Recorded once; the same time again is nothing.
    package func recordUploadSeen(
        file: UsageFileID, of cell: Cell, uploadedAt: Timestamp, at: Timestamp
    ) throws(LedgerError) {
        try write { db in
            let uploads = try WriteState.fetchAll(of: cell, in: db).filter {
                $0.file == file && $0.step == .upload && $0.mayHaveHappened
            }
            guard let last = uploads.last, last.result == .answered else {
                throw LedgerError.contradiction(
                    "the last upload to '\(file)' was not answered, so a time of it pins nothing")
            }
            guard last.uploadedAt != uploadedAt else { return }
            try EntryStore.append(
                .uploadSeen(
                    SeenUpload(
                        intent: last.intent, cell: cell, file: file, uploadedAt: uploadedAt, at: at)
                ),
                to: db)
        }
    }

    /// Records that a list showed a file with our marker, which explains the oldest create of the
    /// cell whose answer was lost. Without such a create it is a contradiction: the file is another
    /// ledger's. A file that is known to be made here is nothing new.
    package func record(
        resolution file: UsageFileID, of cell: Cell, at: Timestamp
    ) throws(LedgerError) {
        try write { db in
            let creates = try WriteState.fetchAll(of: cell, in: db).filter { $0.step == .create }
            guard !creates.contains(where: { $0.file == file }) else { return }
            guard let open = creates.first(where: \.isOpenCreate) else {
                throw LedgerError.contradiction(
                    "no create of \(cell) waits for an answer, so '\(file)' was not made here")
            }
            try EntryStore.append(
                .resolution(ResolvedCreate(intent: open.intent, cell: cell, file: file, at: at)),
                to: db)
        }
    }
}
