import Controller
import UsageModel

/// The platform's reasons for refusing a file, for a person.
struct RefusalText {
    let refused: RefusedFile

    /// More are in the JSON.
    private static let shownRows = 20

    var lines: [String] {
        ["  refused       \(refused.file)\(counts)\(detail)"]
            + rowLines.map { "                \($0)" }
    }

    /// The refused cells of the workbook, a line each.
    var rowLines: [String] {
        var lines: [String] = []
        for row in refused.rows.prefix(Self.shownRows) {
            let column = row.column.map { " \(PrintableText.of($0))" } ?? ""
            let places = [row.origin, row.recordId.map { "record '\($0)'" }].compactMap(\.self)
            let place =
                places.isEmpty ? "" : " (\(PrintableText.of(places.joined(separator: ", "))))"
            lines.append(
                "row \(row.row)\(column): \(PrintableText.of(row.message))\(place)")
        }
        let further = refused.rows.count - Self.shownRows + refused.furtherRows
        if further > 0 { lines.append("and \(further) more cells, see -o json") }
        if let problem = refused.problem {
            lines.append(PrintableText.of(problem))
        }
        return lines
    }

    private var counts: String {
        guard let invalid = refused.invalidRecords else { return "" }
        let all = refused.validRecords.map { " of \($0 + invalid)" } ?? ""
        return ", \(invalid)\(all) rows"
    }

    private var detail: String {
        refused.errorDetail.map { ": \(PrintableText.of($0))" } ?? ""
    }
}
