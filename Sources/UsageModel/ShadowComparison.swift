/// What a controller that only observes would have sent, against what others sent: cell by cell,
/// over the days on which it was compared.
///
/// Its JSON is what `report shadow` and the status page's API answer: keys may be added.
package struct ShadowComparison: Hashable, Sendable, Encodable {
    package private(set) var kind = "ShadowComparison"
    /// Of the latest comparison; nil where there is none.
    package var asOf: Timestamp?
    /// Days of which a comparison was looked at.
    package var comparisons: Int
    /// How many cells came to each verdict, by its word; verdicts without a cell are left out.
    package var summary: [String: Int]
    /// The owed cells of the latest comparison, in its order.
    package var cells: [ShadowLine]

    /// - Parameter reports: the comparisons, the newest first. Of those of one day the last counts:
    ///   a run that is started anew compares again.
    package init(_ reports: [DriftReport]) {
        var days: Set<CalendarDate> = []
        let reports = reports.filter { days.insert($0.asOf.date).inserted }
        asOf = reports.first?.asOf
        comparisons = reports.count
        let earlier = reports.map { report in
            Dictionary(report.cells.map { ($0.cell, ShadowVerdict($0)) }) { first, _ in first }
        }
        cells = (reports.first?.cells ?? []).filter(\.owed).map { cell in
            let verdict = ShadowVerdict(cell)
            return ShadowLine(
                cell, verdict, days: earlier.prefix { $0[cell.cell] == verdict }.count)
        }
        summary = cells.reduce(into: [:]) { $0[$1.verdict.rawValue, default: 0] += 1 }
    }

    /// How many cells came to a verdict.
    package func count(_ verdict: ShadowVerdict) -> Int { summary[verdict.rawValue] ?? 0 }
}
