import ConnectSimulator
import Reconciliation
import UsageModel

// What a move does, with the rules that must hold at each of them.
extension World {
    package mutating func make(_ move: WorldMove, _ scene: CaseScene) throws(Violation) {
        switch move {
        case .begin(let number, let lag): try begin(number, lag: lag, scene)
        case .write(let number, let fault):
            if fault != .none { faultsLeft -= 1 }
            try write(number, fault, scene)
        case .list(let number, let lag):
            try tell(
                .listed(answer(to: number, lag: lag)), to: number, scene,
                version: platform.version - lag)
        case .listFails(let number):
            faultsLeft -= 1
            try tell(.listFailed("503"), to: number, scene, version: nil)
        case .listGrowsOld(let number):
            faultsLeft -= 1
            try tell(.listGrewOld, to: number, scene, version: nil)
        case .interrupt(let number):
            faultsLeft -= 1
            try tell(.interrupted("time is up"), to: number, scene, version: nil)
        case .dies(let number):
            faultsLeft -= 1
            installations[number].activity = nil
        case .finishProcessing(let file): platform.finishProcessing(file)
        case .arrive(let index):
            let late = flying.remove(at: index)
            _ = try perform(late.request, by: late.ledger, seen: late.seenVersion, scene)
        case .pause:
            pausesLeft -= 1
            sleep(for: .seconds(660))
        case .meddle(let act):
            meddlingsLeft -= 1
            meddle(act, scene)
        }
    }

    // MARK: Cycles

    /// Observes and plans; a cell to act upon gets its machine.
    private mutating func begin(
        _ number: Int, lag: Int, _ scene: CaseScene
    ) throws(Violation) {
        installations[number].cyclesLeft -= 1
        let ledger = installations[number].ledger
        let list = platform.list(lag: lag)
        let platform = platform
        let look = scene.scene.look(
            at: list, ledgers[ledger].knowledge, now: platform.now,
            exists: { platform[$0] != nil })
        guard case .planned(let plan, let observation) = look else {
            installations[number].reason = nil
            installations[number].verb = nil
            return
        }
        let knowledge = ledgers[ledger].knowledge
        ledgers[ledger].observed(observation)
        try checkConservation(plan, observation, ledgers[ledger].knowledge, now: platform.now)
        guard let planned = plan.cells.first(where: { $0.cell == scene.cell }) else {
            installations[number].reason = nil
            installations[number].verb = Decision.Verb.none
            return
        }
        installations[number].reason = planned.decision.reason
        installations[number].verb = planned.decision.verb
        try engage(number, planned, list, knowledge, scene, version: platform.version - lag)
    }

    /// Gives a planned cell its machine, if there is something to do.
    mutating func engage(
        _ number: Int, _ planned: PlannedCell, _ list: [UsageFile], _ knowledge: LedgerKnowledge,
        _ scene: CaseScene, version: Int
    ) throws(Violation) {
        let ledger = installations[number].ledger
        guard
            let order = CellOrder(planned, identity: scene.scene.identity, knowledge: knowledge)
        else { return }
        for file in knowledge.cells[scene.cell]?.explained(
            among: planned.files.filter(\.isOurs).map(\.file)) ?? []
        {
            ledgers[ledger].found(file.id, of: scene.cell)
        }
        var machine = CellMachine(order)
        let effect = machine.start()
        try checkTarget(effect, list, knowledge, scene, isPlan: true)
        try checkLook(effect, after: nil, nil)
        let activity = Activity(
            machine: machine, effect: effect, fields: planned.fields,
            isBlind: isBlind(list, ledger: ledger, knowledge), seenVersion: version,
            createdSince: [planned].earliestCreation(at: platform.now))
        installations[number].activity = machine.outcome == nil ? activity : nil
    }

    private mutating func tell(
        _ event: CellMachine.Event, to number: Int, _ scene: CaseScene, version: Int?
    ) throws(Violation) {
        guard var activity = installations[number].activity else { return }
        let ledger = installations[number].ledger
        let before = activity.machine
        let wish = activity.effect
        activity.effect = activity.machine.handle(event)
        if let version {
            activity.seenVersion = version
            activity.listAge = .zero
        }
        try checkLook(activity.effect, after: event, wish)
        for lesson in activity.machine.lessons(since: before) {
            switch lesson {
            case .pin(let file, let at):
                ledgers[ledger].pin(file, of: scene.cell, uploadedAt: at)
            case .found(let file): ledgers[ledger].found(file, of: scene.cell)
            }
        }
        if case .listed(let list) = event {
            try checkTarget(
                activity.effect, list, ledgers[ledger].knowledge, scene, isPlan: false)
            try checkReport(activity.machine, list, scene)
        }
        installations[number].activity = activity.machine.outcome == nil ? activity : nil
    }

    // MARK: Writes

    /// Plays the script of a write, with a fault in it.
    private mutating func write(
        _ number: Int, _ fault: WriteFault, _ scene: CaseScene
    ) throws(Violation) {
        guard let activity = installations[number].activity,
            let request = WriteScript.Request(
                activity.effect, fields: activity.fields, order: activity.machine.order)
        else {
            try tell(.refused("nothing to write"), to: number, scene, version: nil)
            return
        }
        if request.step == .submit, !SubmitGate.isOpen(behindListOf: activity.listAge) {
            try tell(.listGrewOld, to: number, scene, version: nil)
            return
        }
        if activity.isBlind {
            throw Violation(.provenObservation, "\(request.step) after a list with a gap")
        }
        let event = try play(request, installations[number].ledger, fault, activity, scene)
        if fault.kills {
            installations[number].activity = nil
        } else if let event {
            try tell(event, to: number, scene, version: nil)
        }
    }

    private mutating func play(
        _ request: WriteScript.Request, _ ledger: Int, _ fault: WriteFault, _ activity: Activity,
        _ scene: CaseScene
    ) throws(Violation) -> CellMachine.Event? {
        var script = WriteScript(
            request, cell: scene.cell, sent: request.step == .upload ? scene.sent : nil)
        var intent: Int?
        while true {
            switch script.next(at: platform.now) {
            case .note(let noted):
                if fault == .diesBeforeIntent { return nil }
                intent = ledgers[ledger].begin(noted)
            case .send(let request):
                if fault == .diesBeforeIntent || fault == .diesBeforeRequest { return nil }
                script.take(try send(request, ledger, fault, activity, scene))
            case .settle(let outcome):
                if fault == .diesBeforeOutcome || fault == .diesAndArrivesLate { return nil }
                if let intent, fault != .outcomeUnwritten { ledgers[ledger].end(intent, outcome) }
            case .tell(let event): return event
            }
        }
    }

    private mutating func send(
        _ request: WriteScript.Request, _ ledger: Int, _ fault: WriteFault, _ activity: Activity,
        _ scene: CaseScene
    ) throws(Violation) -> WriteScript.Answer {
        guard ledgers[ledger].hasOpenIntent(request.step, of: scene.cell, file: request.file)
        else { throw Violation(.intentFirst, "\(request.step) without an intent") }
        if request.step == .submit { try checkAge(of: activity) }
        var answer: WriteScript.Answer?
        switch fault.arrival {
        case .now:
            answer = try perform(request, by: ledger, seen: activity.seenVersion, scene)
        case .later:
            flying.append(
                FlyingRequest(
                    request: request, ledger: ledger, seenVersion: activity.seenVersion))
        case .never: break
        }
        return fault.failure ?? answer ?? .failed(.unknown, "no answer")
    }

    private mutating func meddle(_ act: Meddling, _ scene: CaseScene) {
        switch act {
        case .submits(let file):
            if platform.act(.submit, on: file) { noteHand(file) }
        case .deletes(let file): _ = platform.delete(file, by: "a person")
        case .uploadsOver(let file): platform.overwrite(file)
        case .submitsOwnFile:
            let file = platform.create(
                FileFields(name: "by hand", description: ""), cell: scene.cell, marker: nil,
                by: .person)
            platform.edit(file) {
                $0.shown.status = .pending
                $0.content = scene.rows.digest
                $0.rows = scene.rows.count
            }
            noteHand(file)
        }
    }

    private mutating func noteHand(_ id: UsageFileID) {
        let version = platform.version
        platform.change(placed: id) { $0.submittedByHand = version }
    }

    /// What a request does when it reaches the platform.
    private mutating func perform(
        _ request: WriteScript.Request, by ledger: Int, seen: Int, _ scene: CaseScene
    ) throws(Violation) -> WriteScript.Answer {
        let before = platform
        let answer = platform.perform(
            request, in: scene.cell, by: .ledger(ledger), rows: scene.rows)
        if case .done = answer {
            try checkAct(request, before, scene, seen: seen)
            if request.step == .submit { try checkAlone(request.file, before, scene, seen: seen) }
        }
        return answer
    }
}
