import UsageModel

/// What has happened at least once: a generator that never reaches something proves nothing of it.
package struct YearsCoverage: Hashable, Sendable {
    package private(set) var seen: [String: Int] = [:]

    package init() {}

    package mutating func note(_ kind: String, _ name: String) {
        seen["\(kind) \(name)", default: 0] += 1
    }

    package mutating func merge(_ other: YearsCoverage) {
        seen.merge(other.seen, uniquingKeysWith: +)
    }

    /// What goes wrong beside the writes, and how a cycle may end before its time.
    package enum Disturbance: String, Hashable, Sendable, CaseIterable {
        case listFails, listLags, cycleListLags, requestArrivesLate, timeIsUp, cycleUnproven
    }

    package mutating func note(_ disturbance: Disturbance) {
        note("disturbance", disturbance.rawValue)
    }

    private static var wanted: [String] {
        WriteFault.allCases.map { "fault \($0.rawValue)" }
            + CellState.allCases.map { "state \($0.rawValue)" }
            + ReasonCode.allCases.map { "reason \($0.rawValue)" }
            + Incident.allCases.map { "incident \($0.rawValue)" }
            + Disturbance.allCases.map { "disturbance \($0.rawValue)" }
    }

    /// What never happened, sorted.
    package var missing: [String] { Self.wanted.filter { seen[$0] == nil }.sorted() }

    /// A table of all that happened, and how often.
    package var table: String {
        Self.wanted.sorted().map { name in
            let count = "\(seen[name] ?? 0)"
            return String(repeating: " ", count: max(0, 9 - count.count)) + count + "  \(name)"
        }.joined(separator: "\n")
    }
}
