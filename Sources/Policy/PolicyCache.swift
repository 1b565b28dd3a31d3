import Foundation
import UsageModel

/// Remembers what a set found out: most cells of a pair, and many pairs, share their policies.
///
/// Unchecked: every access to the state is inside of `lock`.
final class PolicyCache: @unchecked Sendable {
    private let lock = NSLock()
    private var candidates: [CellPair: [PolicyResolution.Candidate]] = [:]
    private var policies: [[PolicyResolution.Candidate]: EffectivePolicy] = [:]
    /// The time that `policies` is for.
    private var time: Timestamp?

    /// Entries beyond these make the cache begin anew, so that it stays small in a long run.
    private static let candidateLimit = 50_000
    private static let policyLimit = 5_000

    func candidates(
        for pair: CellPair, or find: () -> [PolicyResolution.Candidate]
    ) -> [PolicyResolution.Candidate] {
        if let known = lock.withLock({ candidates[pair] }) { return known }
        let found = find()
        lock.withLock {
            if candidates.count >= Self.candidateLimit { candidates = [:] }
            candidates[pair] = found
        }
        return found
    }

    func policy(
        for matched: [PolicyResolution.Candidate], at time: Timestamp, or resolve: () -> EffectivePolicy
    ) -> EffectivePolicy {
        let known = lock.withLock { () -> EffectivePolicy? in
            if self.time != time || policies.count >= Self.policyLimit {
                policies = [:]
                self.time = time
            }
            return policies[matched]
        }
        if let known { return known }
        let resolved = resolve()
        lock.withLock {
            if self.time == time { policies[matched] = resolved }
        }
        return resolved
    }
}
