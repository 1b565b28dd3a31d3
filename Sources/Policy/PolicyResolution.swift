import UsageModel

/// Finds what holds where several policies take a cell, from the least specific to the most.
///
/// The order lets the time zone of less specific policies decide when a more specific one ends, and
/// what would take the place of an ended value decides whether the value was a protection.
struct PolicyResolution {
    /// A policy that takes the cell.
    struct Candidate: Hashable {
        /// Its place in the set, which is in order of name.
        var place: Int
        var rank: PolicyRank
    }

    private let time: Timestamp
    /// The values so far, with their origins.
    private var policy = EffectivePolicy()
    private var conflicts: [PolicyField: PolicyConflict] = [:]
    /// By field, policies that have ended and whose protection holds on.
    private var ended: [PolicyField: [PolicyDocument]] = [:]
    private var zone = ZoneCalendar.utc
    /// Policies that have ended without leaving anything.
    private var lapsed: Set<String> = []
    private var suspendReason: String?

    /// Nothing but what is built in.
    init(at time: Timestamp) {
        self.time = time
    }

    /// Adds policies none of which is less specific than any that was added before.
    mutating func add(_ candidates: [Candidate], of documents: [PolicyDocument]) {
        let ascending = candidates.sorted { ($0.rank, $0.place) < ($1.rank, $1.place) }
        for group in ascending.chunked(by: { $0.rank == $1.rank }) {
            add(group.map { documents[$0.place] })
        }
    }

    /// What all policies that were added together say.
    var effective: EffectivePolicy {
        var result = policy
        result.conflicts = PolicyField.allCases.compactMap { conflicts[$0] }
        var expired: [String: ExpiredPolicy] = [:]
        for document in ended.values.joined() {
            guard let until = document.until else { continue }
            expired[document.name] = ExpiredPolicy(
                policy: document.name, until: until.date.description, origin: until.origin)
        }
        result.expiredProtections = expired.values.sorted { $0.policy < $1.policy }
        if !lapsed.isEmpty { result.matched.removeAll { lapsed.contains($0) } }
        result.suspendReason = result.suspend ? suspendReason : nil
        return result
    }

    /// Adds policies of one rank, in order of name.
    private mutating func add(_ group: [PolicyDocument]) {
        let members = group.map { Member(document: $0, hasEnded: hasEnded($0)) }
        var kept: Set<String> = []
        for field in Set(group.flatMap(\.settings.keys)) {
            let setters = setters(of: field, among: members)
            kept.formUnion(setters.filter(\.member.hasEnded).map(\.member.document.name))
            hold(field, as: setters)
        }
        for member in members where member.hasEnded && !kept.contains(member.document.name) {
            lapsed.insert(member.document.name)
        }
        policy.matched = group.map(\.name) + policy.matched
        if group.contains(where: { $0.settings[.timeZone] != nil }) {
            zone = ZoneCalendar(named: policy.months.timeZone) ?? zone
        }
    }

    private func hasEnded(_ document: PolicyDocument) -> Bool {
        guard let until = document.until else { return false }
        return time >= (document.timeZone ?? zone).start(of: until.date)
    }

    /// A policy of the group that is being added.
    private struct Member {
        var document: PolicyDocument
        var hasEnded: Bool
    }

    private struct Setter {
        var member: Member
        var setting: PolicySetting
    }

    /// Who of a group sets a field, the ended only where they protected something.
    private func setters(of field: PolicyField, among members: [Member]) -> [Setter] {
        members.compactMap { member in
            guard let setting = member.document.settings[field] else { return nil }
            let holds =
                !member.hasEnded
                || field.isProtection(setting.value, insteadOf: policy.value(of: field))
            return holds ? Setter(member: member, setting: setting) : nil
        }
    }

    /// Lets a field hold what the first of a group says, instead of all that was said before.
    private mutating func hold(_ field: PolicyField, as setters: [Setter]) {
        guard let first = setters.first else { return }
        let other = setters.first { $0.setting.value != first.setting.value }
        let isRenewed = setters.contains {
            !$0.member.hasEnded && $0.setting.value == first.setting.value
        }
        policy.set(field, to: first.setting.value)
        policy.origins[field] = first.setting.origin
        conflicts[field] = other.map {
            PolicyConflict(field: field, first: first.setting.origin, second: $0.setting.origin)
        }
        let protections = setters.filter(\.member.hasEnded).map(\.member.document)
        ended[field] = isRenewed && other == nil ? nil : protections
        if field == .suspend { suspendReason = first.member.document.reason }
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
