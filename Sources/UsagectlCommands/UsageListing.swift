import Reconciliation
import UsageModel

/// The rows of a cell with their totals by item.
struct UsageListing: Encodable {
    struct Row: Encodable {
        var recordId: String
        var subscription: String
        var item: String
        var quantity: String
        var amount: String?
        var tier: Int?
        var start: String
        var end: String
        var origin: String
    }

    struct Total: Encodable {
        var item: String
        var records: Int
        var quantity: String
        var amount: String?
    }

    var kind = "CellUsage"
    var cell: Cell
    var answer: String
    var why: String?
    var digest: String?
    var rows: [Row]
    var totals: [Total]

    init(_ planned: PlannedCell, rows sent: [UsageRow]) {
        let usage = planned.usage
        cell = planned.cell
        answer = usage.report.answer.rawValue
        if case .unknown(let reason) = usage.answer {
            why = reason
        } else {
            why = usage.defect?.message
        }
        digest = usage.digest
        rows = sent.map { row in
            Row(
                recordId: row.recordID, subscription: row.asset.text, item: row.record.itemMPN,
                quantity: row.record.quantity.description,
                amount: row.record.amount?.description, tier: row.record.tier,
                start: row.record.start.workbookText, end: row.record.end.workbookText,
                origin: row.record.origin.description)
        }
        totals = (usage.sent?.items ?? []).map { item in
            Total(
                item: item.mpn, records: item.rows, quantity: item.quantity.description,
                amount: item.amount?.description)
        }
    }

    func rendered(as format: OutputFormat) throws -> String {
        switch format {
        case .json: return try JSONRendering.render(self)
        case .yaml: return try YAMLRendering.render(self)
        default: return text
        }
    }

    private var text: String {
        var lines = ["\(cell): \(answer)" + (why.map { " (\(PrintableText.of($0)))" } ?? "")]
        guard !rows.isEmpty else { return lines[0] + "\n" }
        lines += TextColumns.of(
            [["subscription", "item", "quantity", "amount", "start", "end", "origin"]]
                + rows.map {
                    [
                        $0.subscription, $0.item, $0.quantity, $0.amount ?? "", $0.start, $0.end,
                        $0.origin,
                    ]
                })
        lines.append("")
        lines += TextColumns.of(
            [["item", "records", "quantity", "amount"]]
                + totals.map { [$0.item, "\($0.records)", $0.quantity, $0.amount ?? ""] })
        if let digest { lines += ["", "digest \(digest)"] }
        return lines.joined(separator: "\n") + "\n"
    }
}
