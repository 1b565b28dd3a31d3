import ConnectAPI
package import Reconciliation
package import UsageModel

/// The plans of one observation with two clocks.
package struct WhatIfView: Sendable {
    package var observation: Observation
    /// Nil where the observation is not proven.
    package var plans: (now: Plan, then: Plan)?
}

extension Cycle {
    /// What would be planned now and at another time, if nothing changed on Connect and at the
    /// vendor in between.
    ///
    /// Connect is observed once and each source is read once, for the cells that either plan needs,
    /// so that the clock is all in which the two plans differ.
    package func lookTwice(
        at now: Timestamp, and then: Timestamp, _ request: CycleRequest
    ) async throws -> WhatIfView {
        let knowledge = try await record.knowledge()
        var observation = try await observe(knowledge, at: now)
        guard observation.isProven else { return WhatIfView(observation: observation) }
        try await inferFurtherDays(of: &observation, knowledge, at: then)

        let times = [now, then]
        var demand = UsageDemand()
        for time in times {
            let planner = Planner(input(observation, knowledge, UsageView(), at: time))
            demand.formUnion(
                await UsageDemand(
                    planner, planner.plan(), request, settings: settings,
                    observation: observation, memory: nil, at: time))
        }
        var remembering = settings
        remembering.sources = settings.sources.map { RememberedSource($0) }
        if !demand.cells.isEmpty { progress(.readingUsage(cells: demand.cells.count)) }
        let items = ItemCatalogue(client: client, memory: memory, now: now)
        var plans: [Plan] = []
        for time in times {
            let gatherer = UsageGatherer(
                client: client, settings: remembering, observation: observation, now: time,
                knowledge: knowledge, record: record, items: items, rows: CellRows())
            let usage = try await gatherer.usage(of: demand)
            plans.append(Planner(input(observation, knowledge, usage, at: time)).plan())
        }
        return WhatIfView(observation: observation, plans: (now: plans[0], then: plans[1]))
    }

    /// Another time closes other months, for which other files without a period count.
    private func inferFurtherDays(
        of observation: inout Observation, _ knowledge: LedgerKnowledge, at time: Timestamp
    ) async throws(ConnectError) {
        let planner = Planner(input(observation, knowledge, UsageView(), at: time))
        let observer = Observer(
            client: client, settings: settings, knowledge: knowledge, now: time,
            clockOffset: settings.clockOffset,
            uptime: .zero, mayWrite: false)
        let known = observation.recordDays
        try await observer.inferDays(
            of: planner.filesToInfer.filter { known[$0] == nil }, in: &observation)
    }
}
