import ConnectAPI
import Reconciliation
import UsageModel

extension Cycle {
    /// Stages the rows of cells, as many as a person allowed, and takes what came of it into the
    /// plan. What was left behind before is deleted too, once the person has said yes.
    func stage(
        _ plan: inout Plan, _ rows: CellRows, by staging: Staging, _ observation: Observation,
        _ selection: CellSelection
    ) async throws {
        let candidates = plan.stageable(selection)
        let chosen = Array(candidates.prefix(staging.limit))
        try staging.confirm(
            Staging.Proposal(
                cells: chosen.map(\.cell), rows: chosen.map(\.usage.rows).reduce(0, +),
                further: candidates.count - chosen.count))
        let remover = remover(by: staging.writer)
        let abandoned = staging.isAlone ? try await record.probes() : []
        plan.forgetProbes(
            await ProbeSweep(remover: remover, identity: settings.identity).sweep(
                observation.files, abandoned: abandoned, at: clock.now))
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
    func sweepProbes(
        _ plan: inout Plan, _ observation: Observation, by writer: ConnectWriter
    ) async {
        plan.forgetProbes(
            await ProbeSweep(remover: remover(by: writer), identity: settings.identity).sweep(
                observation.files, at: clock.now))
    }

    /// The cells side by side, as many at one time as the configuration allows.
    private func stageAll(
        _ cells: [PlannedCell], _ stager: Stager
    ) async -> [Cell: StagedFile] {
        let identity = settings.identity
        let staged = await sideBySide(cells, atMost: settings.concurrency) { planned in
            let probe = ProbeMarker(
                identity: identity, cell: planned.cell, salt: Staging.salt())
            return (planned.cell, await stager.stage(planned, as: probe))
        }
        return Dictionary(uniqueKeysWithValues: staged)
    }

    private func remover(by writer: ConnectWriter) -> ProbeRemover {
        ProbeRemover(
            client: client, writes: ProbeWriter(writer: writer, record: record, clock: clock),
            pollInterval: settings.pollInterval, clock: clock)
    }
}
