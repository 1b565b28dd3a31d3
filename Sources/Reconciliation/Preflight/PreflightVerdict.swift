package import UsageModel

/// What the check of a cell's rows found, before anything is created.
package struct PreflightVerdict: Hashable, Sendable {
    /// In the order of `ReasonCode.ofRows`; empty where the rows may be sent.
    package var faults: [PreflightFault]
    /// How many rows were looked at.
    package var rows: Int

    package init(faults: [PreflightFault] = [], rows: Int = 0) {
        self.faults = faults
        self.rows = rows
    }

    package var isClean: Bool { faults.isEmpty }

    /// Adds a fault of rows that are none of the cell's own, in its place among the others.
    mutating func add(_ fault: PreflightFault) {
        rows += fault.count
        if let known = faults.firstIndex(where: { $0.code == fault.code }) {
            faults[known] = faults[known].joined(with: fault)
            return
        }
        let order = { (code: ReasonCode) in ReasonCode.ofRows.firstIndex(of: code) ?? 0 }
        let place = faults.firstIndex { order($0.code) > order(fault.code) } ?? faults.endIndex
        faults.insert(fault, at: place)
    }

    /// Why the rows must not be sent: the first fault in full, the others by name.
    package var defect: UsageDefect? {
        guard let first = faults.first else { return nil }
        var message = first.message
        let others = faults.dropFirst().map { "\($0.code.rawValue) (\($0.count))" }
        if !others.isEmpty { message += "; also \(others.joined(separator: ", "))" }
        return UsageDefect(reason: first.code, message: message)
    }
}

/// One kind of fault in the rows of a cell.
package struct PreflightFault: Hashable, Sendable {
    /// A row that shows the fault.
    package struct Example: Hashable, Sendable {
        package var origin: RecordOrigin
        package var recordID: String
        /// What is wrong with it, with the value as it stands in the row.
        package var detail: String
    }

    package var code: ReasonCode
    /// Rows with this fault.
    package var count: Int
    /// The first of them, never more than the check was told to keep; none for a fault of the
    /// cell as a whole.
    package var examples: [Example]
    /// What is wrong with the cell as a whole, where it is no single row's fault.
    private var whole: String?

    init(code: ReasonCode, count: Int, examples: [Example]) {
        self.code = code
        self.count = count
        self.examples = examples
    }

    /// Counts one more row, and keeps it as an example while there is room.
    mutating func add(_ row: UsageRow, _ detail: @autoclosure () -> String) {
        count += 1
        guard examples.count < PreflightFacts.examples else { return }
        examples.append(
            Example(origin: row.record.origin, recordID: row.recordID, detail: detail()))
    }

    /// Counts one more record of which no row is made.
    mutating func add(
        _ detail: @autoclosure () -> String, record: () throws -> UsageRecord
    ) rethrows {
        count += 1
        guard examples.count < PreflightFacts.examples else { return }
        let record = try record()
        examples.append(
            Example(origin: record.origin, recordID: record.recordID ?? "", detail: detail()))
    }

    /// The rows of both.
    func joined(with other: PreflightFault) -> PreflightFault {
        let all = Array((examples + other.examples).prefix(PreflightFacts.examples))
        return PreflightFault(code: code, count: count + other.count, examples: all)
    }

    static func tooManyRows(_ rows: Int, allowed: Int) -> PreflightFault {
        var fault = PreflightFault(code: .rowsPerFile, count: rows, examples: [])
        fault.whole = "the file would have \(rows) rows, spec.limits.rowsPerFile is \(allowed)"
        return fault
    }

    /// `2 rows: the product has no item 'X' (usage.csv:7, usage.csv:9)`.
    package var message: String {
        if let whole { return whole }
        var details: [String] = []
        var places: [String: [String]] = [:]
        for example in examples {
            if places[example.detail] == nil { details.append(example.detail) }
            places[example.detail, default: []].append(example.origin.description)
        }
        var parts = details.map { detail in
            "\(detail) (\((places[detail] ?? []).joined(separator: ", ")))"
        }
        let further = count - examples.count
        if further > 0 { parts.append("\(further) more rows") }
        return (count > 1 ? "\(count) rows: " : "") + parts.joined(separator: "; ")
    }
}
