import ConnectAPI
import Reconciliation
import UsageModel

/// Deletes staged files that a process left behind when it died.
struct ProbeSweep: Sendable {
    let remover: ProbeRemover
    let identity: Identity

    /// Deletes what is left over among the files that were seen; whatever fails stays in the
    /// findings of the next cycle.
    /// - Parameter abandoned: external ids of files that nobody can be at work on, whatever their
    ///   age.
    func sweep(_ files: [UsageFile], abandoned: Set<String> = [], at now: Timestamp) async {
        for file in files where file.isLive {
            guard let probe = file.probe, probe.identity == identity,
                file.isForgottenProbe(at: now) || abandoned.contains(probe.externalID)
            else { continue }
            _ = await remover.remove(file.id, of: probe, by: .zero)
        }
    }
}
