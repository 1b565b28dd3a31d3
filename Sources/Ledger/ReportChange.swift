import UsageModel

/// A report against the one before it of the same command: reports repeat themselves, and a ledger
/// that kept whole copies would grow without need.
struct ReportChange: Sendable, Equatable {
    var id: String
    var command: String
    var asOf: Timestamp
    /// The entry that this one builds on; nil for a whole copy.
    var base: Int64?
    /// The entry of the whole copy that reading begins at; nil for a whole copy.
    var key: Int64?
    /// The bytes of the bodies from the one behind the whole copy to `base`.
    var weight: Int
    var parts: ReportParts
    var changed: [CellReport]
    var removed: [Cell]

    /// The change that leads from `previous` to `report`, or a whole copy.
    ///
    /// A whole copy stands at the beginning of every month, so that what is older can be forgotten,
    /// and wherever the changes since the last one outweigh it, so that reading one report costs no
    /// more than twice its size. Cells out of order are kept as they are, in a whole copy.
    init(_ report: DriftReport, after previous: RecordedReport?) {
        id = report.id
        command = report.command
        asOf = report.asOf
        if let previous, let changes = Self.changes(from: previous, to: report) {
            base = previous.seq
            key = previous.key
            weight = previous.weight
            parts = ReportParts(report, after: previous.report)
            (changed, removed) = changes
        } else {
            weight = 0
            parts = ReportParts(report, after: nil)
            changed = report.cells
            removed = []
        }
    }

    /// The cells that differ; nil where a whole copy is to be written.
    private static func changes(
        from previous: RecordedReport, to report: DriftReport
    ) -> ([CellReport], [Cell])? {
        guard previous.month == BillingMonth(of: report.asOf.date),
            previous.weight <= previous.whole, isOrdered(report.cells),
            isOrdered(previous.report.cells)
        else { return nil }
        let old = Dictionary(
            previous.report.cells.map { ($0.cell, $0) }, uniquingKeysWith: { first, _ in first })
        let now = Set(report.cells.map(\.cell))
        let changed = report.cells.filter { old[$0.cell] != $0 }
        let gone = previous.report.cells.map(\.cell).filter { !now.contains($0) }
        // A narrowed report shares little with a whole one: then a copy is the smaller of the two.
        return changed.count + gone.count <= report.cells.count ? (changed, gone) : nil
    }

    /// The report that this change makes of the one that it builds on.
    func applied(to previous: DriftReport?) -> DriftReport {
        var report =
            previous
            ?? DriftReport(
                id: id, command: command, asOf: asOf, endpoint: "", identity: "",
                observation: ReportObservation())
        report.id = id
        report.command = command
        report.asOf = asOf
        report.ledger = nil
        parts.fill(&report)
        report.cells = base == nil ? changed : cells(after: report.cells)
        return report
    }

    private func cells(after previous: [CellReport]) -> [CellReport] {
        guard !changed.isEmpty || !removed.isEmpty else { return previous }
        var cells = Dictionary(
            previous.map { ($0.cell, $0) }, uniquingKeysWith: { first, _ in first })
        for cell in removed { cells[cell] = nil }
        for cell in changed { cells[cell.cell] = cell }
        return cells.values.sorted { $0.cell < $1.cell }
    }

    /// Whether the cells are in their order and none is there twice.
    static func isOrdered(_ cells: [CellReport]) -> Bool {
        zip(cells, cells.dropFirst()).allSatisfy { $0.cell < $1.cell }
    }
}

/// A report with its place in the ledger, and what the next change has to know of it.
struct RecordedReport: Sendable {
    var seq: Int64
    /// The entry of the whole copy that it builds on, its own if it is one.
    var key: Int64
    /// The month in which that copy was made.
    var month: BillingMonth
    /// The bytes of the bodies behind that copy, its own included.
    var weight: Int
    /// The bytes of that copy's body.
    var whole: Int
    var report: DriftReport
}
