import ConnectAPI
import Reconciliation
import UsageModel

/// Deletes staged files that a process left behind when it died.
struct ProbeSweep: Sendable {
    let remover: ProbeRemover
    let identity: Identity

    /// Deletes what is left over among the files that were seen.
    /// - Parameter abandoned: external ids of files that nobody can be at work on, whatever their
    ///   age.
    /// - Returns: by file why it is still there; nil where it is gone.
    func sweep(
        _ files: [UsageFile], abandoned: Set<String> = [], at now: Timestamp
    ) async -> [UsageFileID: String?] {
        var swept: [UsageFileID: String?] = [:]
        for file in files where file.isLive {
            guard let probe = file.probe, probe.identity == identity,
                file.isForgottenProbe(at: now) || abandoned.contains(probe.externalID)
            else { continue }
            swept.updateValue(
                await remover.remove(file.id, of: probe, by: .zero), forKey: file.id)
        }
        return swept
    }
}
