import Policy
import UsageModel

// What was begun and is not submitted: ours to finish, others' to respect.
extension CellJudge {
    func underWay() -> Assessment? {
        if let several = severalOurs() { return several }
        if let foreign = situation.foreignOpen.first?.file { return respect(foreign) }
        if let ours = situation.oursOpen.first?.file { return judge(ours) }
        // Asked to, we report beside it: it stands for nothing.
        if let rejected = situation.foreignRejected.last?.file, !isAsked(toSendAgain: rejected) {
            return held(
                .rejected, .foreignRejected,
                "the provider rejected '\(rejected.id)', which is not ours\(noteText(rejected))",
                next: NextCommand.resend(cell))
        }
        return nil
    }

    private func respect(_ foreign: UsageFile) -> Assessment {
        let maker = situation.maker(of: foreign).flatMap { $0 == situation.identity ? nil : $0 }
        let whose =
            maker.map { "made by an installation under another name, '\($0.name)'," } ?? "not ours"
        let message = "'\(foreign.id)' is \(whose) and not submitted (\(foreign.status.word))"
        if foreign.status.isInFlight {
            return isStuck(foreign)
                ? held(.stuck, .stuck, message + " for too long: ask its maker")
                : waiting(.processing, .foreignProcessing, message)
        }
        // Of several nobody knows which one is meant, and beside ours there would be two.
        if policy.foreignDrafts == .adopt, situation.foreignOpen.count == 1,
            situation.oursOpen.isEmpty, foreign.period == cell.month.days, isQuiet(foreign)
        {
            return adopt(foreign)
        }
        return held(
            state(of: foreign), .foreignDraft,
            message + ": submit or delete it there"
                + (maker == nil ? ", or let the policy's foreignDrafts ignore it" : ""))
    }

    /// The policy's leave to take a foreign draft over: it gets our marker, then our rows.
    private func adopt(_ foreign: UsageFile) -> Assessment {
        withRows(state: state(of: foreign), zero: .draftWithoutUsage, file: foreign) {
            converging(
                state(of: foreign), [.adopt] + upThenSubmit, .adopted,
                "'\(foreign.id)' is not ours and not submitted; the policy adopts it",
                survivor: foreign)
        }
    }

    /// The way on from one file of ours.
    func judge(_ file: UsageFile) -> Assessment {
        if !situation.isCreatedHere(file), situation.upload(of: file) == nil, !isQuiet(file) {
            return waiting(
                state(of: file), .takeover,
                "'\(file.id)' carries our marker but was made by another ledger, and it changed "
                    + "recently"
            )
        }
        var assessment =
            switch file.status {
            case .uploading, .uploaded, .processing: judgeInFlight(file)
            case .ready: judgeReady(file)
            case .invalid: judgeInvalid(file)
            case .rejected: judgeRejected(file)
            default: judgeDraft(file)
            }
        if assessment.survivor == nil { assessment.survivor = file }
        return assessment
    }

    private func judgeDraft(_ file: UsageFile) -> Assessment {
        return withRows(state: .draft, zero: .draftWithoutUsage, file: file) {
            converging(
                .draft, upThenSubmit, .draftResume,
                "'\(file.id)' was created and nothing is uploaded",
                survivor: file)
        }
    }

    private func judgeInFlight(_ file: UsageFile) -> Assessment {
        let since = file.events.uploaded?.at ?? file.events.latest ?? situation.now
        guard !isStuck(file) else {
            return held(
                .stuck, .stuck,
                "'\(file.id)' has been \(file.status.word) since \(since): ask the platform's "
                    + "support"
            )
        }
        let isCurrent = isPinned(file) && !isStale(file)
        return withRows(state: .processing, zero: .draftWithoutUsage, file: file) {
            converging(
                .processing, isCurrent ? submitIfAutomatic : upThenSubmit, .processing,
                "the platform is processing '\(file.id)'", survivor: file)
        }
    }

    private func judgeReady(_ file: UsageFile) -> Assessment {
        withRows(state: .ready, zero: .draftWithoutUsage, file: file) {
            if leavesSubmitToPerson, isUploadedByOthers(file), !isStale(file) {
                return held(
                    .ready, .readyManual,
                    "'\(file.id)' was uploaded again by somebody else; it is uploaded once more "
                        + "before it is submitted, which the policy leaves to a person",
                    next: NextCommand.approve(cell))
            }
            guard isPinned(file), !isStale(file) else {
                return converging(
                    .ready, upThenSubmit, .readyStale,
                    "'\(file.id)' is valid, but its content is not what this ledger would send "
                        + "today",
                    survivor: file)
            }
            if let problem = CountCheck.problem(of: file, rows: situation.usage.rows) {
                return sendAgain(file, state: .ready, rule: .hold)
                    ?? held(.ready, .countsDiffer, problem, next: NextCommand.resend(cell))
            }
            if leavesSubmitToPerson {
                return held(
                    .ready, .readyManual,
                    "'\(file.id)' is valid; the policy leaves the submit to a person",
                    next: NextCommand.approve(cell))
            }
            return converging(
                .ready, [.submit], .readyToSubmit, "'\(file.id)' is valid and not submitted",
                survivor: file)
        }
    }

    private func judgeInvalid(_ file: UsageFile) -> Assessment {
        let isAnswered = situation.upload(of: file)?.answered ?? false
        let why = file.errorDetail.map { ": \($0)" } ?? ""
        return withRows(state: .invalid, zero: .draftWithoutUsage, file: file) {
            if !isAnswered {
                return converging(
                    .invalid, upThenSubmit, .invalidUnanswered,
                    "'\(file.id)' is invalid, but its upload was never answered", survivor: file)
            }
            return sendAgain(file, state: .invalid, rule: policy.onInvalid)
                ?? held(
                    .invalid, .invalidRows, "the platform refused the rows of '\(file.id)'\(why)",
                    next: NextCommand.resend(cell))
        }
    }

    private func judgeRejected(_ file: UsageFile) -> Assessment {
        let refusal = held(
            .rejected, .rejected, "the provider rejected '\(file.id)'\(noteText(file))",
            next: NextCommand.resend(cell))
        guard policy.onRejected == .resend || isAsked(toSendAgain: file) else { return refusal }
        return withRows(state: .rejected, zero: .draftWithoutUsage, file: file) {
            sendAgain(file, state: .rejected, rule: policy.onRejected) ?? refusal
        }
    }

    /// The same file once more: by a person's word whatever the rows, by rule only if they changed.
    private func sendAgain(
        _ file: UsageFile, state: CellState, rule: ResendRule
    ) -> Assessment? {
        guard isAsked(toSendAgain: file) || (rule == .resend && isStale(file)) else { return nil }
        let message = "'\(file.id)' is \(file.status.word) and is sent again"
        return converging(state, upThenSubmit, .resend, message, survivor: file)
    }

    /// Whether a person's wish is about the file as it stands, and not about an earlier refusal.
    func isAsked(toSendAgain file: UsageFile) -> Bool {
        guard let asked = situation.resendAsked else { return false }
        let refused = file.status == .rejected ? file.events.rejected : file.events.uploaded
        // The person's clock and the platform's may differ by as much as is tolerated.
        return refused.map { asked > $0.at.adding(.zero - ObservationProof.clockTolerance) } ?? true
    }

    private func noteText(_ file: UsageFile) -> String {
        file.rejectionNote.map { ": \($0)" } ?? ""
    }

    private func state(of file: UsageFile) -> CellState {
        switch file.status {
        case .uploading, .uploaded, .processing: .processing
        case .ready: .ready
        case .invalid: .invalid
        case .rejected: .rejected
        default: .draft
        }
    }
}
