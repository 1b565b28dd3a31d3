import ConnectAPI
import Reconciliation
import UsageModel

/// Carries a plan out: every cell has its machine, writes of different cells run side by side, and
/// what the machines want to see is listed for all of them at once.
struct Convergence {
    private struct Run {
        var planned: PlannedCell
        var machine: CellMachine
        var effect: CellMachine.Effect
        /// When the machine's last list was asked for.
        var listed: ListTime?
    }

    let performer: Performer
    let lister: WaveLister
    let settings: ControllerSettings
    let knowledge: LedgerKnowledge
    let clock: any ConnectClock
    let progress: @Sendable (CycleProgress) -> Void

    /// Carries out the cells in order of urgency and returns what was achieved; a failing cell
    /// never
    /// stops the others.
    func run(_ actions: [PlannedCell]) async -> [Cell: Outcome] {
        var runs = start(actions)
        let deadline = clock.uptime + settings.wait
        let createdSince = actions.earliestCreation(at: clock.now)
        while !runs.values.allSatisfy({ $0.machine.outcome != nil }) {
            await performWrites(&runs, order: actions.map(\.cell))
            let wishes = WaveLister.next(of: looks(of: runs))
            guard !wishes.isEmpty else { continue }
            if let why = await pauseBefore(wishes, deadline: deadline) {
                interrupt(&runs, why)
                continue
            }
            var asked = ListTime(clock)
            let events = await lister.lists(for: wishes, createdSince: createdSince)
            asked.isAnswered(by: clock)
            for (cell, event) in events {
                runs[cell]?.listed = asked
                await feed(event, to: cell, in: &runs)
            }
            progress(.waiting(cells: looks(of: runs).count))
        }
        return runs.compactMapValues(\.machine.outcome)
    }

    private func start(_ actions: [PlannedCell]) -> [Cell: Run] {
        var runs: [Cell: Run] = [:]
        for planned in actions {
            guard
                let order = CellOrder(planned, identity: settings.identity, knowledge: knowledge)
            else { continue }
            var machine = CellMachine(order)
            let effect = machine.start()
            runs[planned.cell] = Run(planned: planned, machine: machine, effect: effect)
        }
        return runs
    }

    /// Performs writes until every machine waits for a list or is done.
    private func performWrites(_ runs: inout [Cell: Run], order: [Cell]) async {
        while true {
            let writes = order.compactMap { cell in runs[cell] }.filter { $0.effect.isWrite }
            guard !writes.isEmpty, !Task.isCancelled else { break }
            progress(.writing(cells: writes.count))
            for (cell, event) in await performAll(writes) { await feed(event, to: cell, in: &runs) }
        }
        if Task.isCancelled { interrupt(&runs, "the run was stopped") }
    }

    /// Writes of different cells side by side, as many at one time as the configuration allows.
    private func performAll(_ writes: [Run]) async -> [(Cell, CellMachine.Event)] {
        let performer = performer
        // A step in hand is finished and recorded even when the run is being stopped.
        return await sideBySide(writes, atMost: settings.concurrency) { run in
            let event = await performer.perform(
                run.effect, for: run.planned, order: run.machine.order, listed: run.listed)
            return (run.planned.cell, event)
        }
    }

    private func looks(of runs: [Cell: Run]) -> [Cell: CellMachine.Look] {
        runs.compactMapValues { if case .list(let look) = $0.effect { look } else { nil } }
    }

    /// Pauses before looks that wait for something to change; says why, where time is up.
    private func pauseBefore(
        _ wishes: [Cell: CellMachine.Look], deadline: Duration
    ) async -> String? {
        if Task.isCancelled { return "the run was stopped" }
        guard wishes.values.allSatisfy({ $0 == .poll || $0 == .search }) else { return nil }
        guard clock.uptime < deadline else {
            return
                "the platform was not done within \(settings.wait.components.seconds) s; the next "
                + "cycle goes on"
        }
        do { try await clock.sleep(for: settings.pollInterval) } catch {
            return "the run was stopped"
        }
        return nil
    }

    private func interrupt(_ runs: inout [Cell: Run], _ why: String) {
        for cell in runs.keys {
            guard var run = runs[cell], run.machine.outcome == nil else { continue }
            run.effect = run.machine.handle(.interrupted(why))
            runs[cell] = run
        }
    }

    /// Gives a machine its answer, and writes down what a list has taught.
    private func feed(
        _ event: CellMachine.Event, to cell: Cell, in runs: inout [Cell: Run]
    ) async {
        guard var run = runs[cell], run.machine.outcome == nil else { return }
        let before = run.machine
        run.effect = run.machine.handle(event)
        runs[cell] = run
        if case .listed = event { await remember(before, run.machine, cell) }
        if let outcome = run.machine.outcome { progress(.finished(cell, outcome)) }
    }

    /// What a list showed goes into the ledger: without it the next cycle only looks again, so a
    /// failure to write it costs a second upload and no more.
    private func remember(_ before: CellMachine, _ after: CellMachine, _ cell: Cell) async {
        for lesson in after.lessons(since: before) {
            switch lesson {
            case .pin(let file, let uploadedAt):
                try? await performer.record.pin(
                    file, of: cell, uploadedAt: uploadedAt, at: clock.now)
            case .found(let file):
                try? await performer.record.found(file, of: cell, at: clock.now)
            }
        }
    }
}
