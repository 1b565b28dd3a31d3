import Reconciliation
import StatusServer
import UsageModel

/// What would be approved, with totals by currency: what a person reads before saying yes.
struct ApprovalSheet {
    private let cells: [PlannedCell]
    /// More rows than this are summed up; the CSV of a diff is the sheet for all of them.
    private static let mostRows = 50

    init(_ cells: [PlannedCell]) {
        self.cells = cells
    }

    var text: String {
        let header = ["cell", "reason", "records", "quantity", "amount", "currency"]
        let rows = cells.prefix(Self.mostRows).map { planned in
            [
                planned.cell.description, planned.decision.reason.rawValue,
                "\(planned.usage.rows)", planned.usage.quantity?.description ?? "",
                planned.usage.amount?.description ?? "", planned.fields?.currency ?? "",
            ]
        }
        var lines = TextColumns.of([header] + rows)
        if cells.count > Self.mostRows { lines.append("... \(cells.count - Self.mostRows) more") }
        return (lines + [""] + totals).joined(separator: "\n") + "\n"
    }

    private var totals: [String] {
        let records = cells.reduce(0) { $0 + $1.usage.rows }
        let byCurrency = Dictionary(grouping: cells) { $0.fields?.currency ?? "" }
        let amounts = byCurrency.filter { !$0.key.isEmpty }.sorted { $0.key < $1.key }
            .map { currency, cells in
                let sum = cells.compactMap(\.usage.amount).reduce(ExactDecimal.zero) {
                    $0.adding($1) ?? $0
                }
                return "\(sum) \(currency) in \(CellWords.counted(cells.count, "cell"))"
            }
        return [
            "total: \(CellWords.counted(cells.count, "cell")), \(CellWords.counted(records, "record"))"
        ]
            + amounts.map { "total: \($0)" }
    }
}
