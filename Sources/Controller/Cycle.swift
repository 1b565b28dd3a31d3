package import ConnectAPI
import Policy
package import Reconciliation
package import UsageModel

/// One turn of the reconciler: observe, desire, diff, plan, converge, record.
package struct Cycle: Sendable {
    let client: ConnectClient
    /// What carries the plan out; a cycle without it and without `staging` observes, and holds
    /// nothing that could write.
    private let writer: ConnectWriter?
    /// A person's leave to stage files that are deleted again; nil stages nothing.
    private let staging: Staging?
    /// What a running controller remembers from one cycle to the next; nil reads everything.
    let memory: ObservationMemory?
    let settings: ControllerSettings
    let record: any CycleRecord
    let clock: any ConnectClock
    let progress: @Sendable (CycleProgress) -> Void

    package init(
        client: ConnectClient, writer: ConnectWriter?, staging: Staging? = nil,
        settings: ControllerSettings, record: any CycleRecord, clock: any ConnectClock,
        memory: ObservationMemory? = nil,
        progress: @escaping @Sendable (CycleProgress) -> Void = { _ in }
    ) {
        self.client = client
        self.writer = writer
        self.staging = staging
        self.memory = memory
        self.settings = settings
        self.record = record
        self.clock = clock
        self.progress = progress
    }

    /// Runs one cycle with the clock `now` and returns what was found and done.
    ///
    /// No write follows an observation that is not proven complete. Errors of single cells stand in
    /// the report; what is thrown concerns the whole: no key, no network, no ledger.
    package func run(_ request: CycleRequest, at now: Timestamp) async throws -> DriftReport {
        let knowledge = try await record.knowledge()
        await memory?.forget(before: knowledge.lastBaseline)
        try await record.policies(settings.policies.records, at: clock.now)
        var report = DriftReport(
            id: ReportID.make(at: clock.now), command: request.command, asOf: now,
            endpoint: settings.endpoint, identity: settings.identity.name,
            observation: ReportObservation(), unattributed: knowledge.unattributed,
            errors: request.problems)

        progress(.observing)
        let observation = try await observe(knowledge, at: now)
        report.observe(observation, requests: client.requestCount)
        guard observation.isProven else {
            report.ledger = try await record.report(report)
            return report
        }
        let rows = CellRows()
        var (plan, input) = try await plan(observation, knowledge, request, rows, at: now)
        try await record.observed(
            observation, knowing: knowledge.lastAct, at: clock.now)

        var outcomes: [Cell: Outcome]?
        if let writer {
            outcomes = try await converge(plan, rows, request, knowledge, by: writer)
            await sweepProbes(&plan, observation, by: writer)
        }
        if let staging {
            try await stage(&plan, rows, by: staging, observation, request.selection)
        }
        report.observation.requests = client.requestCount
        let builder = ReportBuilder(
            plan, observation: observation, knowledge: input.knowledge, now: now)
        // The record has everything, whatever part a person asked to see.
        var whole = report
        builder.fill(&whole, outcomes: outcomes)
        let place = try await record.report(whole)
        builder.fill(&report, selection: request.selection, outcomes: outcomes)
        report.ledger = place
        return report
    }

    /// The plan of a cycle without carrying it out, for commands that look at single cells.
    package func look(at now: Timestamp, _ request: CycleRequest) async throws -> CycleView {
        let knowledge = try await record.knowledge()
        let observation = try await observe(knowledge, at: now)
        guard observation.isProven else { return CycleView(observation: observation) }
        let rows = CellRows()
        let (plan, _) = try await plan(observation, knowledge, request, rows, at: now)
        return CycleView(observation: observation, plan: plan, rows: rows)
    }

    func observe(
        _ knowledge: LedgerKnowledge, at now: Timestamp
    ) async throws(ConnectError) -> Observation {
        var observer = Observer(
            client: client, settings: settings, knowledge: knowledge, now: now,
            clockOffset: settings.clockOffset, uptime: clock.uptime,
            mayWrite: writer != nil || staging != nil)
        observer.memory = memory
        var observation = try await observer.observe()
        guard observation.isProven else { return observation }
        let planner = Planner(input(observation, knowledge, UsageView(), at: now))
        try await observer.inferDays(of: planner.filesToInfer, in: &observation)
        return observation
    }

    /// Plans three times: the first plan tells which cells need the source's answer, those that it
    /// would add included; the second which need the past to be compared with, the third has both.
    /// The rows go to `rows`.
    private func plan(
        _ observation: Observation, _ knowledge: LedgerKnowledge, _ request: CycleRequest,
        _ rows: CellRows, at now: Timestamp
    ) async throws -> (Plan, ReconciliationInput) {
        let blind = input(observation, knowledge, UsageView(), at: now)
        let planner = Planner(blind)
        let first = planner.plan()
        let demand = await UsageDemand(
            planner, first, request, settings: settings, observation: observation,
            memory: memory, at: now)
        guard !demand.cells.isEmpty else {
            var kept = blind
            kept.usage.carry(knowledge.unattributed)
            return (try await pacedPlan(of: &kept, request), kept)
        }
        progress(.readingUsage(cells: demand.cells.count))
        let items = ItemCatalogue(client: client, memory: memory, now: now)
        let gatherer = UsageGatherer(
            client: client, settings: settings, observation: observation, now: now,
            knowledge: knowledge, record: record, items: items,
            settled: demand.settled, open: first.open, rows: rows)
        let usage = try await gatherer.usage(of: demand)
        await memory?.remember(usage, of: demand.possible, at: now)
        var full = input(observation, knowledge, usage, at: now)
        let second = Planner(full).plan()
        try await Past(client: client, record: record, observation: observation, items: items)
            .add(to: &full, for: second)
        if request.withUsage {
            try await SentElsewhere(client: client).add(to: &full, for: second)
        }
        return (try await pacedPlan(of: &full, request), full)
    }

    /// The plan within the limits of the run. Where these let cells wait, those that failed before
    /// have to.
    private func pacedPlan(
        of input: inout ReconciliationInput, _ request: CycleRequest
    ) async throws -> Plan {
        input.selection = request.selection
        let plan = Planner(input).plan()
        guard !plan.paced.isEmpty else { return plan }
        input.failed = try await record.failed(among: plan.paced)
        return input.failed.isEmpty ? plan : Planner(input).plan()
    }

    func input(
        _ observation: Observation, _ knowledge: LedgerKnowledge, _ usage: UsageView,
        at now: Timestamp
    ) -> ReconciliationInput {
        var input = ReconciliationInput(
            observation: observation, policies: settings.policies, usage: usage,
            knowledge: knowledge, identity: settings.identity, now: now,
            environments: settings.environments, processing: settings.processing)
        input.limits = settings.limits
        return input
    }

    private func converge(
        _ plan: Plan, _ rows: CellRows, _ request: CycleRequest, _ knowledge: LedgerKnowledge,
        by writer: ConnectWriter
    ) async throws -> [Cell: Outcome] {
        let actions = plan.actions.filter { request.selection.contains($0.cell) }
        guard !actions.isEmpty else { return [:] }
        try await noteLostCreates(actions, knowledge)
        return try await WorkbookShelf.withShelf(of: rows) { shelf in
            let performer = Performer(
                writer: writer, record: record, lastAct: knowledge.lastAct, workbooks: shelf,
                archive: settings.archive, clock: clock)
            let convergence = Convergence(
                performer: performer, lister: WaveLister(client: client), settings: settings,
                knowledge: knowledge, clock: clock, progress: progress)
            return await convergence.run(actions)
        }
    }
}

extension Cycle {
    /// Files that explain creates whose answer was lost are ours from now on, whatever becomes of
    /// them: without that, their own uploads would make them look like another ledger's.
    private func noteLostCreates(
        _ actions: [PlannedCell], _ knowledge: LedgerKnowledge
    ) async throws {
        for planned in actions {
            guard let history = knowledge.cells[planned.cell] else { continue }
            let ours = planned.files.filter(\.isOurs).map(\.file)
            for file in history.explained(among: ours) {
                try await record.found(file.id, of: planned.cell, at: clock.now)
            }
        }
    }
}

/// What a command that looks at single cells gets.
package struct CycleView: Sendable {
    package var observation: Observation
    /// Nil where the observation is not proven.
    package var plan: Plan?
    /// Of the cells whose usage was read.
    package var rows = CellRows()
}

extension DriftReport {
    fileprivate mutating func observe(_ seen: Observation, requests: Int) {
        observation = ReportObservation(
            complete: seen.isProven, requests: requests, contracts: seen.contracts.count,
            listings: seen.listings.count, products: seen.products.count, files: seen.files.count,
            problems: seen.problems)
    }
}
