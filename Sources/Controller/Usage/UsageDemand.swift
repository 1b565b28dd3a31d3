import Policy
import Reconciliation
import UsageModel
import UsageSources

/// The cells for which the sources are asked in a cycle.
struct UsageDemand {
    /// Cells of the plan whose judgement waits for the source, or all of them where a person wants
    /// to see all.
    private(set) var planned: [Cell] = []
    /// Cells that the plan lacks, since nothing but usage makes them owed.
    private(set) var possible: [Cell] = []
    /// Cells of the plan that send nothing in this cycle.
    private(set) var settled: Set<Cell> = []

    var cells: [Cell] { planned + possible }

    /// Asks for nothing.
    init() {}

    /// The demand of a plan that was made without usage.
    init(
        _ planner: Planner, _ plan: Plan, _ request: CycleRequest, settings: ControllerSettings,
        observation: Observation, memory: ObservationMemory?, at now: Timestamp
    ) async {
        let all = plan.cells.map(\.cell)
        let wanted = request.withUsage ? all : plan.usageDemand
        planned = wanted.filter(request.selection.contains)
        // What another cycle would send is looked at as closely as in that cycle: a row that stands
        // in two cells is no less wrong where a person selects one of them.
        settled = Set(all).subtracting(planned).subtracting(plan.usageDemand)
        let possible = planner.possible(moved: settings.attributions.contracts)
        var recent = possible.recent.filter(request.selection.contains)
        if let memory, !request.withUsage {
            recent = await memory.askable(recent, under: settings.policies.records, at: now)
        }
        let named = possible.named(request.named, by: request.selection)
        self.possible = Set(recent).union(named).subtracting(planned).filter { cell in
            let source = settings.source(of: cell, in: observation, at: now)
            return settings.sources.contains { $0.name == source }
        }.sorted()
    }

    /// Adds the demand of another plan, in which other cells may have to be sent.
    mutating func formUnion(_ other: UsageDemand) {
        planned = Set(planned).union(other.planned).sorted()
        possible = Set(possible).union(other.possible).subtracting(planned).sorted()
        settled = []
    }
}
