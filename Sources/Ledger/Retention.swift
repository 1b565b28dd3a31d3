import UsageModel

/// Up to where reports and policies lost their bodies, and by which rule.
struct Retention: Codable, Sendable, Hashable {
    var at: Timestamp
    /// How many days entries are kept.
    var days: Int
    /// Only entries from before this instant were touched.
    var before: Timestamp
    /// Reports and policies up to this entry lost their bodies.
    var through: Int64

    /// The kinds of entries that may lose their bodies. What keeps a month from being billed twice
    /// is not among them: writes, observations and the acts of people stay for good.
    static let kinds: Set<EntryKind> = [.report, .policies]

    /// Whether the instant is as old as the rule demands.
    var isHonest: Bool { before <= at.adding(.seconds(Int64(-days) * 86_400)) }

    func covers(_ entry: StoredEntry) -> Bool {
        guard let kind = EntryKind(rawValue: entry.kind) else { return false }
        return Self.kinds.contains(kind) && entry.seq <= through && entry.at < before
    }
}
