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

    /// What the check of the rows found.
    struct Check: Encodable {
        struct Fault: Encodable {
            struct Example: Encodable {
                var origin: String
                var recordId: String
                var detail: String
            }

            var code: String
            var rows: Int
            var message: String
            var remedy: String
            var examples: [Example]
        }

        var clean: Bool
        var rows: Int
        var faults: [Fault]

        init(_ verdict: PreflightVerdict) {
            clean = verdict.isClean
            rows = verdict.rows
            faults = verdict.faults.map { fault in
                Fault(
                    code: fault.code.rawValue, rows: fault.count, message: fault.message,
                    remedy: fault.code.remedy,
                    examples: fault.examples.map {
                        Fault.Example(
                            origin: $0.origin.description, recordId: $0.recordID,
                            detail: $0.detail)
                    })
            }
        }
    }

    /// Why the rows would not be sent, beside the faults of the rows themselves.
    struct Hold: Encodable {
        var reason: String
        var message: String
        var remedy: String
    }

    var kind = "CellUsage"
    var cell: Cell
    var answer: String
    var why: String?
    var digest: String?
    var rows: [Row]
    var totals: [Total]
    /// Nil where there were no rows to check.
    var check: Check?
    /// What else `diff` and `reconcile` hold the cell for.
    var holds: [Hold]

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
        check = usage.preflight.map { Check($0) }
        holds = Self.holds(planned)
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

    /// The decision, if it holds, and all that speaks against the rows, each once.
    private static func holds(_ planned: PlannedCell) -> [Hold] {
        var known = Set((planned.usage.preflight?.faults ?? []).map(\.code))
        let decision = planned.decision
        let held =
            decision.verb == .hold
            ? [Objection(reason: decision.reason, message: decision.message)] : []
        return (planned.objections + held).filter { known.insert($0.reason).inserted }.map {
            Hold(reason: $0.reason.rawValue, message: $0.message, remedy: $0.reason.remedy)
        }
    }

    /// Whether the rows may be sent, as far as it is known.
    var maySend: Bool { holds.isEmpty && check?.clean ?? true }

    func rendered(as format: OutputFormat) throws -> String {
        switch format {
        case .json: return try JSONRendering.render(self)
        case .yaml: return try YAMLRendering.render(self)
        case .csv: return csv
        default: return text
        }
    }

    private var text: String {
        var lines = ["\(cell): \(answer)" + (why.map { " (\(PrintableText.of($0)))" } ?? "")]
        if !rows.isEmpty { lines += tables }
        // Rows of a month that is not whole are not shown, and whether they pass says nothing.
        if let check, !rows.isEmpty || !check.clean { lines += [""] + Self.lines(check) }
        lines += holds.flatMap { hold in
            [
                "held for \(hold.reason): \(PrintableText.of(hold.message))",
                "    \(hold.remedy)",
            ]
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private var tables: [String] {
        var lines = TextColumns.of(
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
        return lines
    }

    private static func lines(_ check: Check) -> [String] {
        guard !check.clean else { return ["check passed, \(check.rows) rows"] }
        return ["check of \(check.rows) rows found"]
            + check.faults.flatMap { fault in
                [
                    "  \(fault.code): \(PrintableText.of(fault.message))",
                    "      \(fault.remedy)",
                ]
            }
    }

    /// One line a row, for spreadsheets.
    private var csv: String {
        let header = [
            "record_id", "subscription", "item", "quantity", "amount", "tier", "start", "end",
            "origin",
        ]
        let lines = rows.map { row in
            [
                row.recordId, row.subscription, row.item, row.quantity, row.amount ?? "",
                row.tier.map(String.init) ?? "", row.start, row.end, row.origin,
            ]
        }
        return ([header] + lines).map { CSVRendering.line($0) }.joined()
    }
}
