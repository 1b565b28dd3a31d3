import ConnectSimulator
import Policy
import Reconciliation
import UsageModel

/// Years of a reconciler's life in minutes: the production core against the model, with a dice for
/// everything that may happen. The same options give the same timeline, line by line.
package struct YearsSimulation {
    package let options: YearsOptions
    package private(set) var timeline: [String] = []
    package internal(set) var coverage = YearsCoverage()
    package private(set) var steps = 0
    var world: World
    var scene: Scene
    var dice: SeededRandom
    /// Scenes of the requests that are under way, in their order.
    private var flyingScenes: [CaseScene] = []
    /// Incidents so far, by which a shorter run leaves some out.
    private var incidents = 0
    private var day = 0
    /// Whether nothing goes wrong any more.
    var isCalm = false
    private var faults: Double { isCalm ? 0 : options.faults }

    package init(_ options: YearsOptions) throws(CaseError) {
        guard let identity = Identity("years") else { throw .identity }
        self.options = options
        dice = SeededRandom(seed: options.seed)
        scene = YearsAccount.scene(contracts: options.contracts, identity: identity)
        var platform = ModelPlatform(
            at: Timestamp(startOf: YearsAccount.firstMonth.firstDay).adding(.seconds(3600)),
            idOrder: options.seed.isMultiple(of: 2) ? .ascending : .descending, longestLag: 3,
            isCompared: false)
        platform.pass(.seconds(0))
        world = World(
            platform: platform, ledgers: [LedgerModel(), LedgerModel()],
            installations: [
                Installation(ledger: 0, cyclesLeft: 0), Installation(ledger: 1, cyclesLeft: 0),
            ], faultsLeft: .max, pausesLeft: 0)
    }

    /// Lives through all days, and through the calm behind the last one; throws the first violation,
    /// with the day it happened on.
    package mutating func run() throws(Violation) {
        let days = min(options.months * 30, options.lastDay)
        while day < days {
            day += 1
            try liveThroughDay()
        }
        try calmDown()
    }

    /// The day that the simulation has come to, from 1.
    package var today: Int { day }
    /// How many incidents there were.
    package var incidentCount: Int { incidents }

    private mutating func liveThroughDay() throws(Violation) {
        world.platform.pass(.seconds(86_400))
        dice = SeededRandom(seed: options.seed &* 1_000_003 &+ UInt64(day))
        for month in closedMonths { deliver(month) }
        for file in world.platform.busy where dice.fraction() < 0.8 {
            world.platform.finishProcessing(file)
        }
        for _ in 0..<3 where dice.fraction() < 0.6 {
            let incident = Incident.allCases.randomElement(using: &dice) ?? .accepts
            var own = SeededRandom(seed: dice.next())
            incidents += 1
            guard !options.skipped.contains(incidents), let what = take(incident, &own) else {
                continue
            }
            steps += 1
            coverage.note("incident", incident.rawValue)
            say("\(incident.rawValue): \(what)")
        }
        while !world.flying.isEmpty, dice.fraction() < 0.5 { try arrive() }
        // Most work is done while months are fresh.
        let isBusy = world.platform.now.date.day <= 12
        if isBusy || day.isMultiple(of: 4) { try cycle(0) }
        if secondLives > 0 {
            secondLives -= 1
            try cycle(1)
        }
    }

    /// Cycles that a second installation still runs.
    var secondLives = 0

    mutating func say(_ text: String) {
        timeline.append("\(world.platform.now) \(text)")
    }

    /// A late request reaches the platform.
    mutating func arrive() throws(Violation) {
        var late = flyingScenes.removeFirst()
        let request = world.flying[0].request
        // Whatever lies in the file by now was uploaded by us and checked then.
        if let file = request.file, let content = world.platform[file]?.content,
            request.step == .submit
        {
            late.rows.digest = content
        }
        say("late: \(request.step.rawValue) of \(late.cell) arrives")
        steps += 1
        coverage.note(.requestArrivesLate)
        try world.make(.arrive(0), late)
    }

    // MARK: Cycles

    mutating func cycle(_ number: Int) throws(Violation) {
        steps += 1
        let lag = dice.fraction() < faults ? Int(dice.next() % 4) : 0
        let ledger = world.installations[number].ledger
        if lag > 0 { coverage.note(.cycleListLags) }
        let list = world.platform.list(lag: lag)
        let platform = world.platform
        let look = scene.look(
            at: list, world.ledgers[ledger].knowledge, now: platform.now,
            exists: { platform[$0] != nil })
        guard case .planned(let plan, let observation) = look else {
            if case .unproven(let doubts) = look {
                coverage.note(.cycleUnproven)
                say("installation \(number): not proven: \(doubts.first ?? "")")
            }
            return
        }
        for planned in plan.cells {
            coverage.note("state", planned.state.rawValue)
            coverage.note("reason", planned.decision.reason.rawValue)
        }
        let knowledge = world.ledgers[ledger].knowledge
        world.ledgers[ledger].observed(observation)
        try world.checkConservation(
            plan, observation, world.ledgers[ledger].knowledge, now: platform.now)
        for planned in plan.actions {
            guard
                try converge(
                    planned, number, list, knowledge, version: platform.version - lag)
            else { return }
        }
    }

    /// Carries a cell out; false where the process died.
    private mutating func converge(
        _ planned: PlannedCell, _ number: Int, _ list: [UsageFile], _ knowledge: LedgerKnowledge,
        version: Int
    ) throws(Violation) -> Bool {
        let cell = caseScene(planned, knowledge)
        try world.engage(number, planned, list, knowledge, cell, version: version)
        var lists = 0
        while let activity = world.installations[number].activity {
            steps += 1
            if activity.effect.isWrite {
                guard try write(number, activity, cell) else { return false }
            } else {
                lists += 1
                try look(number, cell, isLast: lists > 20)
            }
        }
        return true
    }

    private mutating func write(
        _ number: Int, _ activity: Activity, _ cell: CaseScene
    ) throws(Violation) -> Bool {
        var fault = WriteFault.none
        if dice.fraction() < faults {
            fault = WriteFault.allCases.randomElement(using: &dice) ?? .none
        }
        coverage.note("fault", fault.rawValue)
        say(
            "installation \(number): \(activity.effect) of \(cell.cell)"
                + (fault == .none ? "" : ", fault: \(fault.rawValue)"))
        let flying = world.flying.count
        try world.make(.write(number, fault), cell)
        if world.flying.count > flying { flyingScenes.append(cell) }
        return !fault.kills
    }

    private mutating func look(
        _ number: Int, _ cell: CaseScene, isLast: Bool
    ) throws(Violation) {
        for file in world.platform.busy where isCalm || dice.fraction() < 0.7 {
            world.platform.finishProcessing(file)
        }
        let isFaulty = dice.fraction() < faults
        switch (isLast, isFaulty) {
        case (true, _):
            coverage.note(.timeIsUp)
            try world.make(.interrupt(number), cell)
        case (_, true):
            switch dice.fraction() {
            case ..<0.45:
                coverage.note(.listFails)
                try world.make(.listFails(number), cell)
            case ..<0.55:
                coverage.note(.timeIsUp)
                try world.make(.interrupt(number), cell)
            default:
                let lag = Int(dice.next() % 4)
                if lag > 0 { coverage.note(.listLags) }
                try world.make(.list(number, lag: lag), cell)
            }
        default: try world.make(.list(number, lag: 0), cell)
        }
    }

    /// The cell's case, by the policy and the usage of this cycle.
    private func caseScene(_ planned: PlannedCell, _ knowledge: LedgerKnowledge) -> CaseScene {
        let sent = planned.usage.sent ?? SentUsage(digest: "nothing", rows: 0)
        var cell = CaseScene(
            scene: scene, cell: planned.cell,
            rows: ModelRows(digest: sent.digest, count: sent.rows, isValid: rowsAreValid),
            sent: sent)
        guard let policy = planned.obligation?.policy else { return cell }
        cell.mayAdopt = policy.foreignDrafts == .adopt
        cell.ignoresForeign = policy.foreignDrafts == .ignore
        cell.ignoredBefore = world.platform.now.adding(.zero - policy.foreignDraftsIgnoredAfter)
        cell.mayResend = policy.onRejected == .resend || knowledge.resends[planned.cell] != nil
        cell.mayMeddle = true
        cell.isPeriodlessElsewhere = true
        return cell
    }

    /// Whether the platform finds today's rows valid.
    var rowsAreValid = true

    // MARK: Usage

    /// Months that have ended and whose usage may be there.
    var closedMonths: [BillingMonth] {
        let last = BillingMonth(of: world.platform.now.date).previous
        return BillingMonth.months(from: max(YearsAccount.firstMonth, last.previous), to: last)
    }

    /// How many of the vendor's months are without usage.
    private static let zeroRate = 0.1
    /// How many of them have a fault in their rows.
    private static let defectRate = 0.03

    /// Lets the vendor deliver a month, once.
    private mutating func deliver(_ month: BillingMonth) {
        for listing in scene.listings {
            guard let contract = listing.contract, let product = listing.product else { continue }
            let cell = Cell(contract: contract, product: product, month: month)
            guard scene.usage.cells[cell] == nil else { continue }
            // Some months are without usage from the beginning, before any file is made for them.
            if dice.fraction() < Self.zeroRate {
                hold(cell, zero(cell), records: 0)
            } else {
                hold(cell, YearsAccount.usage(of: cell, quantity: 100, in: scene))
            }
            if dice.fraction() < Self.defectRate {
                let defect = Self.defects.randomElement(using: &dice) ?? .usageRejected
                scene.usage.cells[cell]?.defect = UsageDefect(
                    reason: defect, message: "a wrong row")
            }
            noteHistory(cell)
        }
    }

    private mutating func noteHistory(_ cell: Cell) {
        guard let items = scene.usage.cells[cell]?.sent?.items else { return }
        scene.history[cell.pair, default: []].removeAll { $0.month == cell.month }
        scene.history[cell.pair, default: []].append(MonthUsage(month: cell.month, items: items))
        if (scene.history[cell.pair]?.count ?? 0) > 8 { scene.history[cell.pair]?.removeFirst() }
    }
}
