import UsageModel

/// A report against the one before it of the same command: reports repeat themselves, and a ledger
/// that kept whole copies would grow without need.
struct ReportChange: Codable, Sendable, Equatable {
    /// The report without what follows.
    var header: DriftReport
    /// The entry that this one builds on; nil for a whole copy.
    var base: Int64?
    /// How many entries lie between here and the whole copy.
    var depth: Int
    var changed: [CellReport]
    var removed: [Cell]
    /// Nil where unchanged.
    var unattributed: [UnattributedUsage]?
    /// Nil where unchanged.
    var findings: [Finding]?

    /// After so many changes a whole copy follows, which bounds what reading one report costs.
    static let longestRow = 100

    /// The change that leads from `previous` to `report`, or a whole copy.
    init(_ report: DriftReport, after previous: RecordedReport?) {
        header = report
        header.cells = []
        header.unattributed = []
        header.findings = []
        base = nil
        depth = 0
        changed = report.cells
        removed = []
        unattributed = report.unattributed
        findings = report.findings
        guard let previous, previous.depth + 1 < Self.longestRow, Self.isOrdered(report.cells)
        else { return }
        let old = Dictionary(
            previous.report.cells.map { ($0.cell, $0) }, uniquingKeysWith: { first, _ in first })
        let now = Set(report.cells.map(\.cell))
        let changes = report.cells.filter { old[$0.cell] != $0 }
        let gone = previous.report.cells.map(\.cell).filter { !now.contains($0) }
        // A narrowed report shares little with a whole one: then a copy is the smaller of the two.
        guard changes.count + gone.count <= report.cells.count else { return }
        base = previous.seq
        depth = previous.depth + 1
        changed = changes
        removed = gone
        if previous.report.unattributed == report.unattributed { unattributed = nil }
        if previous.report.findings == report.findings { findings = nil }
    }

    /// The report that this change makes of the one that it builds on.
    func applied(to previous: DriftReport?) -> DriftReport {
        var report = header
        report.unattributed = unattributed ?? previous?.unattributed ?? []
        report.findings = findings ?? previous?.findings ?? []
        guard let previous, base != nil else {
            report.cells = changed
            return report
        }
        var cells = Dictionary(
            previous.cells.map { ($0.cell, $0) }, uniquingKeysWith: { first, _ in first })
        for cell in removed { cells[cell] = nil }
        for cell in changed { cells[cell.cell] = cell }
        report.cells = cells.values.sorted { $0.cell < $1.cell }
        return report
    }

    /// Whether the cells are in their order and none is there twice; others are kept whole.
    private static func isOrdered(_ cells: [CellReport]) -> Bool {
        zip(cells, cells.dropFirst()).allSatisfy { $0.cell < $1.cell }
    }
}

/// A report with its place in the ledger.
struct RecordedReport: Sendable {
    var seq: Int64
    var depth: Int
    var report: DriftReport
}
