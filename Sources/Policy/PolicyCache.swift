import Foundation
import UsageModel

/// Remembers what a set found out: many cells have the same policies.
///
/// Unchecked: every access to the state is inside of `lock`.
final class PolicyCache: @unchecked Sendable {
    private let index: PolicyIndex
    private let lock = NSLock()
    private var matcher: PolicyMatcher
    private var policies: [PolicyMatcher.Matched: EffectivePolicy] = [:]
    /// What policies for any contract, and those by glob, say before others are added to them.
    private var resolutions: [PolicyMatcher.Matched: PolicyResolution] = [:]
    /// The time that `policies` and `resolutions` are for.
    private var time = Timestamp(seconds: 0)

    /// Entries beyond this make the cache begin anew, so that it stays small in a long run.
    private static let limit = 500_000

    init(_ index: PolicyIndex) {
        self.index = index
        matcher = PolicyMatcher(index)
    }

    /// The policy of a cell, resolved once for equal lists of policies and a time.
    func policy(for facts: CellFacts, at time: Timestamp) -> EffectivePolicy {
        lock.withLock {
            if matcher.size >= Self.limit { matcher = PolicyMatcher(index) }
            if matcher.size == 0 || self.time != time {
                policies = [:]
                resolutions = [:]
                self.time = time
            }
            let matched = matcher.matched(facts)
            if let known = policies[matched] { return known }
            let policy = resolution(of: matched).effective
            policies[matched] = policy
            return policy
        }
    }

    /// Less specific policies are resolved first and once for all cells that share them.
    private func resolution(of matched: PolicyMatcher.Matched) -> PolicyResolution {
        if let known = resolutions[matched] { return known }
        var rest = matched
        var resolution: PolicyResolution
        if matched.exactly != 0 {
            rest.exactly = 0
            resolution = self.resolution(of: rest)
            resolution.add(matcher.lists[matched.exactly], of: index.documents)
            // A contract's own policies are shared by its own cells only, which `policies` has.
            return resolution
        }
        if matched.byGlob != 0 {
            rest.byGlob = 0
            resolution = self.resolution(of: rest)
            resolution.add(matcher.lists[matched.byGlob], of: index.documents)
        } else {
            resolution = PolicyResolution(at: time)
            resolution.add(matcher.lists[matched.anyContract], of: index.documents)
        }
        resolutions[matched] = resolution
        return resolution
    }
}
