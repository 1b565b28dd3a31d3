import Reconciliation
import UsageModel

// The rules, each judged by the truth of the model and not by the code under test.
extension World {
    /// At most one submitted file: our submit finds none, but for one that a person submitted
    /// after the list on which the submit rests. That nobody can prevent; it must be reported.
    func checkAlone(
        _ own: UsageFileID?, _ before: ModelPlatform, _ scene: CaseScene, seen: Int
    ) throws(Violation) {
        let others = before.files.filter { file in
            file.shown.id != own && file.shown.status.isSubmitted && scene.concerns(file.shown)
                && file.submittedByHand.map { $0 <= seen } ?? true
        }
        guard let other = others.first else { return }
        throw Violation(
            .oneSubmittedFile,
            "'\(own?.text ?? "")' beside '\(other.shown.id)' (\(other.shown.status.word))")
    }

    /// What a plan or a machine may write to, by the list that it has just seen.
    func checkTarget(
        _ effect: CellMachine.Effect, _ list: [UsageFile], _ knowledge: LedgerKnowledge,
        _ scene: CaseScene, isPlan: Bool
    ) throws(Violation) {
        switch effect {
        case .list, .finish: return
        case .create:
            // A list that lags may still show a file whose end an earlier list has shown.
            let obstacle = list.first { file in
                file.isLive && !scene.ignores(file) && platform[file.id]?.shown.isLive ?? true
                    // A person's word lets the month be reported beside somebody's refused file.
                    && !(scene.mayResend && file.status == .rejected
                        && file.externalID != scene.marker)
            }
            if let obstacle {
                throw Violation(.emptyCell, "'\(obstacle.id)' (\(obstacle.status.word)) is there")
            }
        case .adopt(let id), .upload(let id), .submit(let id), .delete(let id):
            // A file that this machine has just made need not be in a list yet.
            guard let file = list.first(where: { $0.id == id }) else { return }
            try checkLeave(effect, file, knowledge, scene)
            if isPlan { try checkTakeover(file, knowledge, scene) }
        }
    }

    /// No create and no submit without a look: the first follows a plan or a list, the second a
    /// list of its own that shows the file ready.
    ///
    /// - Parameter wish: what the machine had asked for; a submit needs a list of all files.
    func checkLook(
        _ effect: CellMachine.Effect, after event: CellMachine.Event?, _ wish: CellMachine.Effect?
    ) throws(Violation) {
        switch (effect, event) {
        case (.create, .some(let event)):
            if case .listed = event { return }
            throw Violation(.emptyCell, "created again without a look, after \(event)")
        case (.submit(let id), .listed?) where wish != .list(.beforeSubmit):
            throw Violation(.lookBeforeSubmit, "'\(id)' by a list of another kind")
        case (.submit(let id), .listed(let list)?):
            if list.contains(where: { $0.id == id && $0.status == .ready }) { return }
            throw Violation(.lookBeforeSubmit, "the list does not show '\(id)' as ready")
        case (.submit(let id), _): throw Violation(.lookBeforeSubmit, "'\(id)' without a list")
        default: return
        }
    }

    /// A submit rests on a list that was asked for a moment ago.
    func checkAge(of activity: Activity) throws(Violation) {
        let age = activity.listAge
        guard age > SubmitGate.openFor else { return }
        throw Violation(.lookBeforeSubmit, "the list is \(age.components.seconds) s old")
    }

    private func checkLeave(
        _ effect: CellMachine.Effect, _ file: UsageFile, _ knowledge: LedgerKnowledge,
        _ scene: CaseScene
    ) throws(Violation) {
        let marker = scene.marker
        // A list may lag behind an adoption.
        let isOurs =
            file.externalID == marker || platform[file.id]?.shown.externalID == marker
        let isAdopted: Bool = if case .adopt = effect { scene.mayAdopt } else { false }
        guard isOurs || isAdopted || knowledge.cells[scene.cell]?.files[file.id] != nil else {
            throw Violation(.leaveOthersAlone, "'\(file.id)' is foreign")
        }
        guard !file.status.isSubmitted, file.status.isKnown else {
            throw Violation(.leaveOthersAlone, "'\(file.id)' is \(file.status.word)")
        }
        guard file.status != .rejected || scene.mayResend else {
            throw Violation(
                .heldCell, "'\(file.id)' is rejected, and nobody asked to send it again")
        }
    }

    private func checkTakeover(
        _ file: UsageFile, _ knowledge: LedgerKnowledge, _ scene: CaseScene
    ) throws(Violation) {
        let history = knowledge.cells[scene.cell] ?? CellHistory()
        guard history.files[file.id] == nil, history.explained(among: [file]).isEmpty else {
            return
        }
        let quiet = file.events.latest.map { platform.now.since($0) } ?? .seconds(660)
        guard quiet < .seconds(600) else { return }
        throw Violation(.takeover, "'\(file.id)' changed \(quiet.components.seconds) s ago")
    }

    /// What an accepted write must not have done.
    ///
    /// - Parameter seen: the version of the list on which it rests. Rows that a person uploads
    ///   after it nobody can keep from being submitted; it must be reported.
    func checkAct(
        _ request: WriteScript.Request, _ before: ModelPlatform, _ scene: CaseScene, seen: Int
    ) throws(Violation) {
        guard let id = request.file, let file = before[id] else { return }
        let marker = scene.marker
        if file.shown.externalID != marker, request.step != .adopt || !scene.mayAdopt {
            throw Violation(.leaveOthersAlone, "\(request.step) of '\(id)', which is foreign")
        }
        switch request {
        case .submit
        where file.content != scene.rows.digest
            && file.overwrittenByHand.map { $0 <= seen } ?? true:
            throw Violation(.rightContent, "'\(id)' has '\(file.content ?? "nothing")' in it")
        case .delete:
            let others = before.files.filter {
                $0.shown.id != id && $0.shown.isLive
                    && ($0.shown.externalID == marker || $0.shown.status.isSubmitted)
            }
            if others.isEmpty, !scene.mayMeddle {
                throw Violation(.survivor, "'\(id)' was the last file of the cell")
            }
        default: break
        }
    }

    /// Two submitted files in the list behind a submit, or rows of somebody else in ours, are said
    /// at once.
    func checkReport(
        _ machine: CellMachine, _ list: [UsageFile], _ scene: CaseScene
    ) throws(Violation) {
        guard let outcome = machine.outcome, outcome.result == .submitted, outcome.error == nil
        else { return }
        if let file = outcome.fileId, let own = platform[file], own.overwrittenByHand != nil,
            own.content != scene.rows.digest
        {
            throw Violation(.reportedAtOnce, "nobody is told of the other rows in '\(file)'")
        }
        guard
            list.count(where: { $0.status.isSubmitted && scene.concerns($0) }) > submittedAtFirst
        else { return }
        throw Violation(.reportedAtOnce, "the outcome names only '\(outcome.fileId?.text ?? "")'")
    }

    func checkConservation(
        _ plan: Plan, _ observation: Observation, _ knowledge: LedgerKnowledge, now: Timestamp
    ) throws(Violation) {
        var report = DriftReport(
            id: "", command: "reconcile", asOf: now, endpoint: "", identity: "",
            observation: ReportObservation())
        ReportBuilder(plan, observation: observation, knowledge: knowledge, now: now).fill(&report)
        guard report.conservation.balanced else {
            throw Violation(.conservation, "\(report.conservation)")
        }
    }
}
