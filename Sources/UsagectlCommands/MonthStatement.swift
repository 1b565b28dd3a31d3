import Ledger
import Reconciliation
import UsageModel

/// What became of a month, by distributor and product: from the ledger alone.
struct MonthStatement: Encodable {
    /// The cells of one distributor and product.
    struct Line: Encodable {
        var provider: String?
        var providerName: String?
        var product: String
        var productName: String?
        var counts = StatementCounts()
        /// By currency; without one under "".
        var sums: [StatementSum] = []
    }

    struct Unattributed: Encodable {
        var product: String
        var records: Int
        var reason: String
    }

    var kind = "MonthStatement"
    var month: BillingMonth
    /// The report that it is made from.
    var report: String
    var asOf: Timestamp
    var ledger: ReportLedger?
    var lines: [Line]
    var total: StatementCounts
    var sums: [StatementSum]
    var unattributed: [Unattributed]

    init(_ month: BillingMonth, of report: DriftReport, sent: [Cell: [SentFile]]) {
        self.month = month
        self.report = report.id
        asOf = report.asOf
        ledger = report.ledger
        let cells = report.cells.filter { $0.cell.month == month }
        let groups = Dictionary(grouping: cells) { cell in
            [cell.provider?.id.text ?? "", cell.cell.product.text]
        }
        lines = groups.sorted { $0.key.lexicographicallyPrecedes($1.key) }.map { _, cells in
            Self.line(cells, sent)
        }
        total = lines.reduce(into: StatementCounts()) { $0.add($1.counts) }
        sums = StatementSum.merged(lines.flatMap(\.sums))
        unattributed = report.unattributed.filter { $0.month == month }.map { usage in
            Unattributed(
                product: usage.product.text, records: usage.records, reason: usage.reason.rawValue)
        }
    }

    private static func line(_ cells: [CellReport], _ sent: [Cell: [SentFile]]) -> Line {
        var line = Line(
            provider: cells.first?.provider?.id.text,
            providerName: cells.compactMap(\.provider?.name).first,
            product: cells.first?.cell.product.text ?? "",
            productName: cells.compactMap(\.productName).first)
        for cell in cells {
            line.counts.count(cell)
            let files = Set(cell.submittedFiles)
            // Of several uploads to a file the last one is what the distributor got.
            let last = sent[cell.cell]?.last { files.contains($0.file) && $0.isAnswered }
            if let last { line.sums.append(StatementSum(last.sent)) }
        }
        line.sums = StatementSum.merged(line.sums)
        return line
    }
}

extension CellReport {
    /// The files that the distributor has, by what Connect showed or the report achieved.
    var submittedFiles: [UsageFileID] {
        let achieved = outcome?.result == .submitted ? outcome?.fileId : nil
        return files.filter(\.status.isSubmitted).map(\.id) + [achieved].compactMap(\.self)
    }
}
