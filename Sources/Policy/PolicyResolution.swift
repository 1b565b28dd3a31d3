import UsageModel

/// Finds what holds where several policies take a cell, from the least specific to the most.
///
/// The order lets the time zone of less specific policies decide when a more specific one ends, and
/// what would take the place of an ended value decides whether the value was a protection.
struct PolicyResolution {
    /// A policy that takes the cell.
    struct Candidate: Hashable {
        /// Its place in the set, which is in order of name.
        var index: Int
        var rank: PolicyRank
    }

    /// What holds for a field so far.
    private struct Holding {
        var setting: PolicySetting
        var conflict: PolicyConflict?
        /// Policies that have ended and whose protection holds on.
        var ended: [PolicyDocument]
    }

    private let time: Timestamp
    private var holdings: [PolicyField: Holding] = [:]
    private var zone = ZoneCalendar.utc
    /// Policies that have ended without leaving anything.
    private var lapsed: Set<String> = []

    private static let builtIn: [PolicyField: PolicyValue] = {
        let policy = EffectivePolicy()
        return Dictionary(
            uniqueKeysWithValues: PolicyField.allCases.map { ($0, policy.value(of: $0)) })
    }()

    /// What the candidates say together at a time.
    static func resolve(
        _ candidates: [Candidate], of documents: [PolicyDocument], at time: Timestamp
    ) -> EffectivePolicy {
        var resolution = PolicyResolution(time: time)
        let ascending = candidates.sorted { ($0.rank, $0.index) < ($1.rank, $1.index) }
        for group in ascending.chunked(by: { $0.rank == $1.rank }) {
            resolution.add(group.map { documents[$0.index] })
        }
        let descending = candidates.sorted {
            $0.rank == $1.rank ? $0.index < $1.index : $0.rank > $1.rank
        }
        return resolution.policy(matched: descending.map { documents[$0.index] })
    }

    private init(time: Timestamp) {
        self.time = time
    }

    /// Adds policies of one rank, in order of name.
    private mutating func add(_ group: [PolicyDocument]) {
        let hasEnded = group.map { document in
            document.until.map { time >= (document.timeZone ?? zone).start(of: $0.date) } ?? false
        }
        var kept: Set<String> = []
        for field in PolicyField.allCases {
            var setters: [(document: PolicyDocument, setting: PolicySetting, hasEnded: Bool)] = []
            let fallback = holdings[field]?.setting.value ?? Self.builtIn[field] ?? .none
            for (document, hasEnded) in zip(group, hasEnded) {
                guard let setting = document.settings[field] else { continue }
                if hasEnded, !field.isProtection(setting.value, insteadOf: fallback) { continue }
                if hasEnded { kept.insert(document.name) }
                setters.append((document, setting, hasEnded))
            }
            guard let first = setters.first else { continue }
            let other = setters.first { $0.setting.value != first.setting.value }
            let isRenewed = setters.contains {
                !$0.hasEnded && $0.setting.value == first.setting.value
            }
            holdings[field] = Holding(
                setting: first.setting,
                conflict: other.map {
                    PolicyConflict(
                        field: field, first: first.setting.origin, second: $0.setting.origin)
                },
                ended: isRenewed && other == nil ? [] : setters.filter(\.hasEnded).map(\.document))
        }
        for (document, hasEnded) in zip(group, hasEnded) where hasEnded {
            if !kept.contains(document.name) { lapsed.insert(document.name) }
        }
        if case .text(let name) = holdings[.timeZone]?.setting.value {
            zone = ZoneCalendar(named: name) ?? zone
        }
    }

    /// What all policies together say.
    private func policy(matched: [PolicyDocument]) -> EffectivePolicy {
        var policy = EffectivePolicy()
        var ended: [String: ExpiredPolicy] = [:]
        for field in PolicyField.allCases {
            guard let holding = holdings[field] else { continue }
            policy.set(field, to: holding.setting.value)
            policy.origins[field] = holding.setting.origin
            if let conflict = holding.conflict { policy.conflicts.append(conflict) }
            for document in holding.ended {
                guard let until = document.until else { continue }
                ended[document.name] = ExpiredPolicy(
                    policy: document.name, until: until.date.description, origin: until.origin)
            }
        }
        policy.expiredProtections = ended.values.sorted { $0.policy < $1.policy }
        policy.matched = matched.map(\.name).filter { !lapsed.contains($0) }
        if policy.suspend, let origin = policy.origins[.suspend] {
            policy.suspendReason = matched.first { $0.name == origin.policy }?.reason
        }
        return policy
    }
}

extension Array {
    /// The runs of neighbours that belong together.
    fileprivate func chunked(by belong: (Element, Element) -> Bool) -> [[Element]] {
        var runs: [[Element]] = []
        for element in self {
            if let last = runs.last?.last, belong(last, element) {
                runs[runs.count - 1].append(element)
            } else {
                runs.append([element])
            }
        }
        return runs
    }
}
