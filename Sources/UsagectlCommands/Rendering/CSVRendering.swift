import UsageModel

/// The cells for a spreadsheet: RFC 4180, one row a cell, cells in sync too.
enum CSVRendering {
    /// The columns are a contract: others may be added at the end, none is renamed.
    static let columns = [
        "contract", "contract_name", "product", "product_name", "month", "state", "owed", "due",
        "overdue", "verb", "reason", "steps", "records", "quantity", "amount", "currency", "digest",
        "file", "file_status", "outcome", "error", "message", "next", "policy", "last_quantity",
        "last_amount", "provider", "provider_name", "ledger_head",
    ]

    static func render(_ report: DriftReport) -> String {
        let head = report.ledger?.head ?? ""
        let rows = [columns] + report.cells.map { row($0) + [head] }
        return rows.map(line).joined()
    }

    /// Fields as one line.
    static func line(_ fields: [String]) -> String {
        fields.map(field).joined(separator: ",") + "\r\n"
    }

    /// Several files, steps or policies stand in one field, separated by semicolons.
    private static func row(_ report: CellReport) -> [String] {
        let decision = report.decision
        let usage = report.usage
        let place = [
            report.cell.contract.text, report.contractName ?? "", report.cell.product.text,
            report.productName ?? "", report.cell.month.description,
        ]
        let verdict = [
            report.state.rawValue, "\(report.owed)", report.due?.description ?? "",
            "\(report.overdue)", decision.verb.rawValue, decision.reason.rawValue,
            list(decision.steps.map(\.rawValue)),
        ]
        let figures = [
            usage.records.map(String.init) ?? "", usage.quantity?.description ?? "",
            usage.amount?.description ?? "", usage.currency ?? "", usage.digest ?? "",
        ]
        let files = [list(report.files.map(\.id.text)), list(report.files.map(\.status.word))]
        let words = [
            report.outcome?.result.rawValue ?? "", report.outcome?.error ?? "", decision.message,
            decision.next ?? "", list(report.policy),
        ]
        let before = [usage.lastQuantity?.description ?? "", usage.lastAmount?.description ?? ""]
        let provider = [report.provider?.id.text ?? "", report.provider?.name ?? ""]
        return place + verdict + figures + files + words + before + provider
    }

    private static func list(_ words: [String]) -> String { words.joined(separator: ";") }

    private static func field(_ text: String) -> String {
        let safe = (isFormula(text) ? "'" : "") + PrintableText.of(text)
        guard safe.utf8.contains(where: { "\",;".utf8.contains($0) }) || safe.hasPrefix(" ") else {
            return safe
        }
        return "\"" + safe.replacing("\"", with: "\"\"") + "\""
    }

    /// Whether a spreadsheet would compute the field; numbers stay numbers.
    private static func isFormula(_ text: String) -> Bool {
        guard let first = text.unicodeScalars.first, "=+-@\t\r\n＝＋－＠".unicodeScalars.contains(first)
        else { return false }
        return ExactDecimal(text) == nil
    }
}
