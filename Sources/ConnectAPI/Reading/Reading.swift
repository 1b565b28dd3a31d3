/// All rows that a question to Connect has, with the proof that these are all.
package struct Reading<Row: Sendable>: Sendable {
    package var rows: [Row]
    /// The platform's own count, from `Content-Range`.
    package var total: Int
    /// HTTP requests that the reading took, repetitions of the whole reading included.
    package var requests: Int
    /// Why the rows cannot be relied on, with figures; nil means proven complete.
    package var problem: String?

    package init(rows: [Row] = [], total: Int? = nil, requests: Int = 0, problem: String? = nil) {
        self.rows = rows
        self.total = total ?? rows.count
        self.requests = requests
        self.problem = problem
    }

    package var isComplete: Bool { problem == nil }
}

extension Reading: Equatable where Row: Equatable {}

extension Reading {
    /// Readings of disjoint questions as one; it is complete only if each is.
    static func merged(_ readings: [Reading<Row>]) -> Reading<Row> {
        let problems = readings.compactMap(\.problem)
        return Reading(
            rows: readings.flatMap(\.rows), total: readings.reduce(0) { $0 + $1.total },
            requests: readings.reduce(0) { $0 + $1.requests },
            problem: problems.isEmpty ? nil : problems.joined(separator: "; "))
    }

    /// The reading of the same rows under another type.
    func map<Other: Sendable>(_ transform: (Row) -> Other) -> Reading<Other> {
        Reading<Other>(
            rows: rows.map(transform), total: total, requests: requests, problem: problem)
    }
}
