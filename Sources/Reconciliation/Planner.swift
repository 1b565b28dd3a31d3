import Policy
package import UsageModel

/// Desired state against observed files: the plan of a cycle.
///
/// Planning twice with the same input gives the same plan, in whatever order the input came.
package struct Planner {
    private let input: ReconciliationInput
    private let desired: DesiredState
    private let matching: FileMatching
    private let shares: [ProductMonth: RecordShare]
    private let pairsWithHistory: Set<CellPair>
    private let periodlessByPair: [CellPair: [UsageFile]]

    package init(_ input: ReconciliationInput) {
        self.input = input
        desired = DesiredState(input)
        let matching = FileMatching(
            files: input.observation.files, identity: input.identity,
            recordDays: input.observation.recordDays, assignments: input.knowledge.assignments)
        shares = RecordShare.of(
            input.usage, acknowledgements: input.knowledge.acknowledgements, now: input.now)
        pairsWithHistory = input.observation.files.reduce(into: []) { pairs, file in
            guard file.wasSubmitted, let contract = file.contract, let product = file.product else {
                return
            }
            pairs.insert(CellPair(contract: contract, product: product))
        }
        self.matching = matching
        periodlessByPair = input.observation.files.reduce(into: [:]) { pairs, file in
            guard file.period == nil || matching.assignedCell(of: file) != nil,
                let contract = file.contract,
                let product = file.product
            else { return }
            pairs[CellPair(contract: contract, product: product), default: []].append(file)
        }
    }

    package func plan() -> Plan {
        let owed = desired.obligations.keys.sorted().compactMap(owedCell)
        let guarded = RunGuards(
            limits: input.limits, files: input.observation.files, identity: input.identity,
            now: input.now, history: input.history,
            approved: Set(owed.filter(\.isApproved).map(\.cell)), selection: input.selection,
            failed: input.failed
        ).check(ZeroMonths.hold(owed))
        let cells = (guarded + unexpectedCells()).sorted { $0.cell < $1.cell }
        return Plan(
            cells: cells, unattributed: input.usage.unattributed, delivered: input.usage.delivered,
            findings: findings(of: cells))
    }

    private func findings(of cells: [PlannedCell]) -> [Finding] {
        let late = LateUsage(
            cells: cells, acknowledgements: input.knowledge.acknowledgements, now: input.now)
        return (Findings(input, desired: desired).all() + late.findings).sorted {
            ($0.code, $0.subject, $0.message) < ($1.code, $1.subject, $1.message)
        }
    }

    /// Files without a period whose records have to be looked at before the plan can be made.
    package var filesToInfer: [UsageFileID] {
        let cells = desired.obligations.values.filter { $0.policy.filesWithoutPeriod == .infer }
        return matching.filesToInfer(for: cells.map(\.cell), now: input.now)
    }

    /// Cells that nothing but usage makes owed.
    ///
    /// - Parameter moved: contracts to which a person's word gives subscriptions of others.
    package func possible(moved: Set<ContractID>) -> PossibleObligations {
        PossibleObligations(input, desired: desired, matching: matching, moved: moved)
    }

    private func owedCell(_ cell: Cell) -> PlannedCell? {
        guard let obligation = desired.obligations[cell] else { return nil }
        let currency = currency(of: obligation)
        let fields = FileFields.filled(
            obligation, observation: input.observation, currency: currency)
        let situation = situation(of: cell, obligation, fields: try? fields.get())
        var assessment = CellJudge(situation).assess()
        let limits = limitGuard(obligation, situation.usage, currency: currency)
        let guards = Guard(
            obligation: obligation, usage: situation.usage, isApproved: situation.isApproved,
            hasSubmittedBefore: pairsWithHistory.contains(cell.pair), fields: fields,
            currency: currency, limits: limits)
        assessment.decision = guards.check(assessment)
        if assessment.decision.reason == .noUsage, let note = limits.zeroAfterUsageNote {
            assessment.notes.append(note)
        }
        var planned = PlannedCell(
            cell: cell, obligation: obligation, files: situation.files, usage: situation.usage,
            assessment: assessment,
            isOverdue: !assessment.state.isSettled && input.now >= obligation.overdueFrom,
            fields: try? fields.get())
        let periodless = periodlessByPair[cell.pair] ?? []
        planned.periodless = Set(periodless.map(\.id))
        planned.periodlessSubmitted = Set(periodless.filter(\.status.isSubmitted).map(\.id))
        planned.ignored = Set(situation.foreignIgnored.map(\.file.id))
        planned.isApproved = situation.isApproved
        planned.objections = guards.objections()
        planned.lastMonth = input.history[cell.pair]?.first { $0.month == cell.month.previous }
        planned.approvalDigest = ApprovalDigest.of(
            obligation, fields: planned.fields, usage: situation.usage,
            createdFile: situation.oursOpen.first?.file.id,
            submits: assessment.decision.reason == .readyManual)
        return planned
    }

    private func limitGuard(
        _ obligation: Obligation, _ usage: CellUsage, currency: String?
    ) -> LimitGuard {
        let cell = obligation.cell
        let isDynamic = input.observation.products[cell.product]?.payAsYouGo?.isDynamic ?? false
        return LimitGuard(
            obligation: obligation, usage: usage, history: input.history[cell.pair] ?? [],
            unprovenPast: input.unprovenPast[cell.pair] ?? [:], currency: currency,
            knownItems: isDynamic ? input.dynamicItems[cell.product] : nil,
            productRecords: share(of: cell))
    }

    /// The records of the cell's product and month, with those of which not even the product is
    /// known among the ones that may be anybody's.
    private func share(of cell: Cell) -> RecordShare {
        var share = shares[ProductMonth(cell)] ?? RecordShare()
        let unreadable = ProductMonth(
            product: UnattributedUsage.unreadableProduct, month: cell.month)
        share.unplaced += shares[unreadable]?.unplaced ?? 0
        return share
    }

    private func situation(
        of cell: Cell, _ obligation: Obligation, fields: FileFields?
    ) -> CellSituation {
        var situation = CellSituation(
            cell: cell, obligation: obligation,
            contract: input.observation.contracts[cell.contract],
            files: matching.files(of: cell), conflict: matching.conflicts[cell],
            occupants: matching.occupants(of: cell, now: input.now), fields: fields,
            usage: input.usage.usage(of: cell),
            history: input.knowledge.cells[cell] ?? CellHistory(),
            resendAsked: input.knowledge.resends[cell], isApproved: false, now: input.now,
            times: input.processing)
        situation.identity = input.identity
        situation.platformTotals = input.platformTotals
        situation.unprovenRecords = input.unprovenRecords
        situation.isApproved = isApproved(situation, actions: [true, false])
        situation.isSubmitApproved = isApproved(situation, actions: [true])
        return situation
    }

    /// Whether an approval holds, of any action or of the submit alone.
    private func isApproved(_ situation: CellSituation, actions: [Bool]) -> Bool {
        let approvals = input.knowledge.approvals[situation.cell] ?? []
        guard !approvals.isEmpty else { return false }
        let file = situation.oursOpen.first?.file
        var files = [file?.id]
        // A file that this ledger created under an approval inherits it.
        if let file, situation.isCreatedHere(file) { files.append(nil) }
        let digests = files.flatMap { file in
            actions.map { submits in
                ApprovalDigest.of(
                    situation.obligation, fields: situation.fields, usage: situation.usage,
                    createdFile: file, submits: submits)
            }
        }
        return approvals.contains { $0.isValid(for: Set(digests), at: input.now) }
    }

    /// The file's currency: none for schemas without money.
    private func currency(of obligation: Obligation) -> String? {
        FileCurrency.of(obligation.facts, obligation.policy, in: input.observation)
    }

    /// What stands where nothing is owed.
    private func unexpectedCells() -> [PlannedCell] {
        matching.cells.keys.filter { desired.obligations[$0] == nil }.sorted().compactMap { cell in
            let files = matching.files(of: cell)
            guard let (reason, message) = unexpected(in: cell, files) else { return nil }
            return PlannedCell(
                cell: cell, obligation: nil, files: files, usage: input.usage.usage(of: cell),
                assessment: unexpected(cell, reason, message), isOverdue: false)
        }
    }

    /// Where usage would make a file's month owed, nobody is to delete the file before the source
    /// has been heard.
    private func unexpected(
        _ cell: Cell, _ reason: ReasonCode, _ message: String
    ) -> Assessment {
        var decision = Decision(
            verb: .hold, reason: reason, message: message, next: NextCommand.explain(cell))
        let dependsOnUsage =
            reason == .notOwed && PossibleObligations.isOwed(withUsage: cell, in: input)
        if dependsOnUsage, case .unknown(let why) = input.usage.usage(of: cell).answer {
            decision.reason = .usageUnknown
            decision.message = message + " unless there is usage, and the source cannot say: \(why)"
            decision.next = NextCommand.usage(cell)
        }
        return Assessment(state: .unexpected, decision: decision, needsUsage: dependsOnUsage)
    }

    private func unexpected(in cell: Cell, _ files: [PlacedFile]) -> (ReasonCode, String)? {
        let live = files.filter(\.file.isLive)
        if let end = input.observation.contracts[cell.contract]?.events.terminated,
            let late = live.first(where: { $0.file.period.map { $0.from > end.date } ?? false })?
                .file
        {
            return (.afterEnd, "'\(late.id)' begins after its contract ended on \(end.date)")
        }
        let isOpenMonth = cell.month.lastDay >= input.now.date
        let ours = live.filter(\.isOurs).map(\.file)
        // What was submitted in its time stays right when the contract ends or `since` moves on.
        guard let file = ours.first(where: { !$0.status.isSubmitted || isOpenMonth }) else {
            return nil
        }
        return (.notOwed, "'\(file.id)' (\(file.status.word)) is ours, but nothing is owed here")
    }
}
