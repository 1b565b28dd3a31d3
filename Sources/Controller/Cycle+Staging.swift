import ConnectAPI
import Reconciliation
import UsageModel

extension Cycle {
    /// Stages the rows of cells, as many as a person allowed, and takes what came of it into the
    /// plan. What was left behind before is deleted first.
    func stage(
        _ plan: inout Plan, _ rows: CellRows, by staging: Staging, _ observation: Observation,
        _ selection: CellSelection
    ) async throws {
        let remover = remover(by: staging.writer)
        let abandoned = staging.isAlone ? try await record.probes() : []
        await ProbeSweep(remover: remover, identity: settings.identity).sweep(
            observation.files, abandoned: abandoned, at: clock.now)

        let candidates = plan.stageable(selection)
        let chosen = Array(candidates.prefix(staging.limit))
        try staging.confirm(
            Staging.Proposal(
                cells: chosen.map(\.cell), rows: chosen.map(\.usage.rows).reduce(0, +),
                further: candidates.count - chosen.count))
        guard !chosen.isEmpty else { return }
        progress(.staging(cells: chosen.count))
        let staged = try await PrivateFolder.with { folder in
            let stager = Stager(
                client: client, writes: remover.writes, remover: remover, rows: rows,
                folder: folder, wait: settings.wait, pollInterval: settings.pollInterval,
                clock: clock)
            return await stageAll(chosen, stager)
        }
        plan.take(staged)
    }

    /// Deletes staged files that somebody has left behind for long; a cycle that writes does it,
    /// so that nothing stays where nobody checks again.
    func sweepProbes(_ observation: Observation, by writer: ConnectWriter) async {
        await ProbeSweep(remover: remover(by: writer), identity: settings.identity).sweep(
            observation.files, at: clock.now)
    }

    /// The cells side by side, as many at one time as the configuration allows.
    private func stageAll(
        _ cells: [PlannedCell], _ stager: Stager
    ) async -> [Cell: StagedFile] {
        await withTaskGroup(of: (Cell, StagedFile).self) { group in
            var waiting = cells.makeIterator()
            let identity = settings.identity
            func addNext() {
                guard !Task.isCancelled, let planned = waiting.next() else { return }
                let probe = ProbeMarker(
                    identity: identity, cell: planned.cell, salt: Staging.salt())
                group.addTask { (planned.cell, await stager.stage(planned, as: probe)) }
            }
            for _ in 0..<max(1, settings.concurrency) { addNext() }
            var staged: [Cell: StagedFile] = [:]
            for await (cell, file) in group {
                staged[cell] = file
                addNext()
            }
            return staged
        }
    }

    private func remover(by writer: ConnectWriter) -> ProbeRemover {
        ProbeRemover(
            client: client, writes: ProbeWriter(writer: writer, record: record, clock: clock),
            pollInterval: settings.pollInterval, clock: clock)
    }
}
