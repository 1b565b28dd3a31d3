package import UsageModel

/// A row that was set aside, since no record can be made of it.
package struct QuarantinedRow: Hashable, Sendable {
    package var problem: SourceProblem
    /// Nil where not even that can be told.
    package var product: ProductID?
    /// The month of its file, else of its start; nil where neither is told, so that the row may be
    /// of any.
    package var month: BillingMonth?
    /// The month under which it is listed: its own, else that of the row before it, else the last
    /// that was asked for.
    package var listedIn: BillingMonth?

    /// Whether it may be a row of a product and month.
    func concerns(_ scope: UsageScope) -> Bool {
        product.map { $0 == scope.product } != false && month.map { $0 == scope.month } != false
    }
}

/// Sets bad rows aside as long as they are few among all rows of a product and month.
struct Quarantine {
    private struct Tally {
        var rows = 0
        var bad = 0
        var first: SourceProblem?
    }

    private(set) var rows: [QuarantinedRow] = []
    private var tallies: [ReadingUnit: Tally] = [:]
    private var units: Set<ReadingUnit> = []
    private var current = Tally()
    private let listedAtMost: Int
    /// Bad rows that are not listed.
    private var unlisted = 0

    /// - Parameter listedAtMost: how many rows are listed one by one; more are never few enough, as
    ///   nobody could tell whose they are.
    init(listedAtMost: Int = 100_000) {
        self.listedAtMost = listedAtMost
    }

    /// The first problems, and how many more there are.
    func problems(atMost count: Int) -> [SourceProblem] {
        let rest = max(rows.count - count, 0) + unlisted
        let more = rest > 0 ? [SourceProblem(message: "\(rest) more quarantined rows")] : []
        return rows.prefix(count).map(\.problem) + more
    }

    mutating func beginFile(units: Set<ReadingUnit>) {
        endFile()
        self.units = units
    }

    mutating func countRow() { current.rows += 1 }
    mutating func uncountRow() { current.rows -= 1 }

    mutating func take(_ row: QuarantinedRow) {
        current.bad += 1
        current.first = current.first ?? row.problem
        guard rows.count < listedAtMost else {
            unlisted += 1
            return
        }
        rows.append(row)
    }

    /// Makes unknown what has too many bad rows.
    mutating func judge(_ statements: inout [UsageScope: UsageStatement]) {
        endFile()
        for scope in statements.keys where statements[scope] == .known {
            guard unlisted == 0 else {
                statements[scope] = .unknown(
                    "\(rows.count + unlisted) rows are bad, more than \(listedAtMost)")
                continue
            }
            let tally = tally(of: scope)
            guard tally.bad * BadRowRule.quarantinedAtMostOneIn > tally.rows else { continue }
            let first = tally.first.map { ", the first: \($0)" } ?? ""
            statements[scope] = .unknown(
                "\(tally.bad) of \(tally.rows) rows are bad, more than 0.5 %\(first)")
        }
    }

    /// Makes unknown what has bad rows and no good one: few as they are among all rows of their
    /// files, they may be all that there is of one product, which must not pass for zero.
    func judge(_ statements: inout [UsageScope: UsageStatement], besides records: RecordStore) {
        // A row of which not even the month is known doubts every zero, which a person can settle.
        for row in rows where row.month != nil {
            for scope in statements.keys
            where statements[scope] == .known && row.concerns(scope)
                && records.count(of: scope) == 0
            {
                statements[scope] = .unknown("its only rows are bad, the first: \(row.problem)")
            }
        }
    }

    private mutating func endFile() {
        defer { current = Tally() }
        guard current.rows > 0 else { return }
        for unit in units {
            var tally = tallies[unit] ?? Tally()
            tally.rows += current.rows
            tally.bad += current.bad
            tally.first = tally.first ?? current.first
            tallies[unit] = tally
        }
    }

    /// All files that could speak of a scope.
    private func tally(of scope: UsageScope) -> Tally {
        var sum = Tally()
        for month in [scope.month, nil] {
            for product in [scope.product, nil] {
                let unit = ReadingUnit(month: month, product: product)
                guard let tally = tallies[unit] else { continue }
                sum.rows += tally.rows
                sum.bad += tally.bad
                sum.first = sum.first ?? tally.first
            }
        }
        return sum
    }
}
