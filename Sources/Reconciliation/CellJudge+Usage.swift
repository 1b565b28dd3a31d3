import Policy
import UsageModel

// What the source's answer makes of a cell without a submitted file.
extension CellJudge {
    /// Whether the submit waits for a person's word that has not come.
    var leavesSubmitToPerson: Bool { policy.submit == .manual && !situation.isSubmitApproved }
    var upThenSubmit: [Step] { leavesSubmitToPerson ? [.upload] : [.upload, .submit] }
    var submitIfAutomatic: [Step] { leavesSubmitToPerson ? [] : [.submit] }

    /// Whether the content of a file is what this ledger uploaded, by an answered upload that the
    /// platform's own time pins.
    func isPinned(_ file: UsageFile) -> Bool {
        guard Protection.pinnedUpload.isOn else { return true }
        return situation.upload(of: file)?.isLast(of: file) ?? false
    }

    /// Whether somebody else uploaded after our own answered and pinned upload. Where no submit
    /// follows, uploading again would only make two installations overwrite each other for ever.
    func isUploadedByOthers(_ file: UsageFile) -> Bool {
        guard let upload = situation.upload(of: file), upload.answered, upload.uploadedAt != nil
        else { return false }
        return !upload.isLast(of: file)
    }

    /// Whether the rows of today differ from those that were uploaded.
    func isStale(_ file: UsageFile) -> Bool {
        Protection.staleUploadedAgain.isOn
            && situation.upload(of: file)?.sent.digest != situation.usage.digest
    }

    /// A file that was made in another currency cannot be used as it is.
    private func otherFields(_ file: UsageFile) -> String? {
        guard situation.obligation.facts.schema?.isPriced == true, let fields = situation.fields,
            fields.currency != file.currency
        else { return nil }
        return
            "'\(file.id)' is in '\(file.currency ?? "no currency")', a file of today would be in "
            + "'\(fields.currency ?? "no currency")'"
    }

    func judgeAbsence() -> Assessment {
        // An attested zero owes no file, so that a deleted one is missed by nobody.
        if situation.usage.answer != .zero,
            let deleted = situation.files.last(where: { isDeletedByPerson($0) })?.file
        {
            var assessment = held(
                .missing, .deletedByPerson,
                "'\(deleted.id)' was deleted by '\(deleted.events.deleted?.by ?? "a person")'",
                next: NextCommand.resend(cell))
            assessment.needsUsage = true
            return assessment
        }
        let create: [Step] = [.create] + upThenSubmit
        switch situation.usage.answer {
        case .notFetched:
            var assessment = converging(
                .missing, create, .noFile, "no usage file covers this month")
            assessment.needsUsage = true
            return assessment
        case .records:
            return defect(in: .missing)
                ?? converging(.missing, create, .noFile, "no usage file covers this month")
        case .zero: return judgeZero(create)
        case .unknown(let why): return unknown(.unknownUsage, why)
        }
    }

    /// Ours, deleted in the portal: neither by a delete of this ledger nor beside a survivor.
    private func isDeletedByPerson(_ placed: PlacedFile) -> Bool {
        guard placed.isOurs, !placed.file.isLive else { return false }
        if let asked = situation.resendAsked,
            asked > (placed.file.events.deleted?.at ?? .distantPast)
        {
            return false
        }
        return !(situation.history.files[placed.file.id]?.deleteTried ?? false)
    }

    private func judgeZero(_ create: [Step]) -> Assessment {
        switch policy.onNoUsage {
        case .skip: return attestedZero()
        case .hold where situation.isApproved: return attestedZero()
        case .hold:
            return held(
                .noUsage, .usageZeroHeld,
                "the source attests zero, and the policy leaves it to a person",
                next: NextCommand.approve(cell))
        case .send where lacksZeroRows:
            var assessment = attestedZero()
            assessment.notes.append(
                "the policy sends zero records, but there is nothing to send: no subscription that "
                    + "was live in the month, or no item that is on sale")
            return assessment
        case .send:
            let due = situation.obligation.due
            let clock = MonthClock(policy.months)
            guard clock.day(of: situation.now) >= due else {
                return waiting(
                    .noUsage, .usageZeroWaits,
                    "the source attests zero; zero records are sent on \(due)")
            }
            return defect(in: .missing)
                ?? converging(
                    .missing, create, .zeroRecords, "the source attests zero; zero records are sent"
                )
        }
    }

    /// Whether no zero records could be made in place of usage; where something is wrong with the
    /// month, nobody has tried.
    private var lacksZeroRows: Bool {
        situation.usage.sent == nil && situation.usage.defect == nil
    }

    private func attestedZero() -> Assessment {
        let decision = Decision(
            verb: .none, reason: .noUsage, message: "the source attests that there was no usage")
        return Assessment(state: .noUsage, decision: decision)
    }

    /// Unknown usage is not zero usage: wait while it is expected, then a person.
    func unknown(_ state: CellState, _ why: String) -> Assessment {
        let limit = situation.usage.expectedBy ?? situation.obligation.overdueFrom
        let message = "the source cannot say: \(why)"
        return situation.now < limit
            ? waiting(state, .usageUnknown, message, next: NextCommand.usage(cell))
            : held(state, .usageUnknown, message, next: NextCommand.usage(cell))
    }

    private func inOtherFields(_ file: UsageFile, _ state: CellState) -> Assessment? {
        otherFields(file).map { held(state, .draftFields, $0) }
    }

    private func defect(in state: CellState) -> Assessment? {
        situation.usage.defect.map {
            held(state, $0.reason, $0.message, next: NextCommand.usage(cell))
        }
    }

    /// Goes on only where there are rows to send.
    func withRows(
        state: CellState, zero: ReasonCode, file: UsageFile, _ judge: () -> Assessment
    ) -> Assessment {
        switch situation.usage.answer {
        case .records: return defect(in: state) ?? inOtherFields(file, state) ?? judge()
        case .notFetched:
            var assessment = judge()
            assessment.needsUsage = true
            return assessment
        case .unknown(let why): return unknown(state, why)
        case .zero where policy.onNoUsage == .send && !lacksZeroRows:
            return defect(in: state) ?? inOtherFields(file, state) ?? judge()
        case .zero:
            return held(
                state, zero,
                "'\(file.id)' is open, but the source attests zero now: delete it in the portal",
                next: NextCommand.usage(cell))
        }
    }
}
