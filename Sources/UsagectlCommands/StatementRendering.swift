import StatusServer
import UsageModel

/// A month's statement as text.
struct StatementRendering {
    let statement: MonthStatement

    init(_ statement: MonthStatement) {
        self.statement = statement
    }

    func render(as format: StatementFormat) throws -> String {
        switch format {
        case .json: try JSONRendering.render(statement)
        case .table: table
        case .markdown: markdown
        case .csv: csv
        }
    }

    private var head: String {
        "statement of \(statement.month), as of \(statement.asOf), report \(statement.report)"
    }

    private var columns: [String] {
        ["distributor", "product"] + StatementCounts.names + ["billed"]
    }

    private var rows: [[String]] {
        let lines = statement.lines.map { line in
            [
                name(line.provider ?? "unknown", line.providerName),
                name(line.product, line.productName),
            ] + line.counts.values + [line.sums.map(\.text).joined(separator: "; ")]
        }
        let total =
            ["total", ""] + statement.total.values
            + [statement.sums.map(\.text).joined(separator: "; ")]
        return lines + [total]
    }

    private var unattributed: [String] {
        statement.unattributed.map { usage in
            "unattributed: \(CellWords.counted(usage.records, "record")) of \(usage.product), "
                + usage.reason
        }
    }

    private var ledger: String? {
        statement.ledger.map {
            "ledger: \(CellWords.counted($0.entries, "entry", "entries")), head \($0.head)"
        }
    }

    private var table: String {
        let lines = [head, ""] + TextColumns.of([columns] + rows)
        let rest = (unattributed + [ledger].compactMap(\.self)).map(PrintableText.of)
        return (lines + (rest.isEmpty ? [] : [""] + rest)).joined(separator: "\n") + "\n"
    }

    private var markdown: String {
        let body = ([columns, columns.map { _ in "---" }] + rows.map { $0.map(MarkdownText.of) })
            .map { "| " + $0.joined(separator: " | ") + " |" }
        let rest = (unattributed + [ledger].compactMap(\.self)).map { "- " + MarkdownText.of($0) }
        let lines = ["## \(head)", ""] + body + (rest.isEmpty ? [] : [""] + rest)
        return lines.joined(separator: "\n") + "\n"
    }

    /// One row for each distributor, product and currency.
    private var csv: String {
        let columns =
            ["month", "provider", "provider_name", "product", "product_name"]
            + StatementCounts.names + ["currency", "records", "quantity", "amount"]
        let rows = statement.lines.flatMap { line -> [[String]] in
            let place = [
                statement.month.description, line.provider ?? "", line.providerName ?? "",
                line.product, line.productName ?? "",
            ]
            let sums =
                line.sums.isEmpty
                ? [["", "0", "0", ""]]
                : line.sums.map {
                    [$0.currency ?? "", "\($0.records)", $0.quantity, $0.amount ?? ""]
                }
            return sums.map { place + line.counts.values + $0 }
        }
        return ([columns] + rows).map(CSVRendering.line).joined()
    }

    private func name(_ id: String, _ name: String?) -> String {
        name.map { "\(id) \($0)" } ?? id
    }
}
