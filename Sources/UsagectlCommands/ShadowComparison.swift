import UsageModel

/// What a controller that only observes would have sent, against what others sent: cell by cell,
/// over the days on which it was compared.
struct ShadowComparison: Encodable {
    /// What a comparison of a cell came to.
    enum Verdict: String, Encodable {
        /// The same sums by item, or zero on both sides.
        case agrees
        case differs
        /// Zero on both sides as it seems, but live a person would have to look first.
        case wouldHold
        /// The source has usage, and nobody has submitted a file.
        case notSent
        /// The source cannot say.
        case unknown
        /// Two files, a gap or another obstacle, so that there is nothing to compare with.
        case notComparable
    }

    struct Line: Encodable {
        var cell: String
        var verdict: Verdict
        /// On how many days in a row, of those with a comparison, it came to this verdict.
        var days: Int
        var files: [UsageFileID]
        /// What differs by item, as the latest comparison found it.
        var difference: UsageDifference?
        var because: String
    }

    var kind = "ShadowComparison"
    /// Of the latest comparison.
    var asOf: Timestamp?
    /// Days of which a comparison was looked at.
    var comparisons: Int
    var summary: [String: Int]
    var cells: [Line]

    /// - Parameter reports: the comparisons, the newest first. Of those of one day the last counts:
    ///   a run that is started anew compares again.
    init(_ reports: [DriftReport]) {
        var days: Set<CalendarDate> = []
        let reports = reports.filter { days.insert($0.asOf.date).inserted }
        asOf = reports.first?.asOf
        comparisons = reports.count
        let earlier = reports.map { report in
            Dictionary(report.cells.map { ($0.cell, Verdict($0)) }) { first, _ in first }
        }
        cells = (reports.first?.cells ?? []).filter(\.owed).map { cell in
            let verdict = Verdict(cell)
            return Line(
                cell: cell.cell.description, verdict: verdict,
                days: earlier.prefix { $0[cell.cell] == verdict }.count,
                files: cell.files.filter(\.status.isSubmitted).map(\.id),
                difference: verdict == .differs ? cell.difference : nil,
                because: cell.decision.message)
        }
        summary = cells.reduce(into: [:]) { $0[$1.verdict.rawValue, default: 0] += 1 }
    }
}

extension ShadowComparison.Verdict {
    init(_ cell: CellReport) {
        let isSubmitted = cell.files.contains(where: \.status.isSubmitted)
        if let difference = cell.difference {
            self = cell.state == .mismatch || !difference.items.isEmpty ? .differs : .agrees
        } else if cell.usage.answer == .unknown {
            self = .unknown
        } else if cell.state == .noUsage, !isSubmitted {
            self = cell.decision.verb == .hold ? .wouldHold : .agrees
        } else {
            self = isSubmitted ? .notComparable : .notSent
        }
    }
}

extension ShadowComparison {
    /// For a person.
    var text: String {
        guard let asOf else {
            return "nothing was compared yet: 'usagectl run' does so daily with writes: observe\n"
        }
        let counts = summary.sorted { $0.key < $1.key }.map { "\($0.value) \($0.key)" }
        let heading = "compared at \(asOf), \(comparisons) comparisons: "
        let rows = cells.map { line in
            [
                line.cell, line.verdict.rawValue, "\(line.days)",
                line.files.map(\.text).joined(separator: " "),
                line.difference.map { "\($0)" } ?? "",
            ]
        }
        let table = TextColumns.of([["cell", "verdict", "days", "files", "difference"]] + rows)
        return ([heading + counts.joined(separator: ", ")] + table).joined(separator: "\n") + "\n"
    }
}
