import StatusServer
import UsageModel

extension ShadowComparison {
    /// For a person.
    var text: String {
        guard let asOf else {
            return "nothing was compared yet: 'usagectl run' does so daily with writes: observe\n"
        }
        let counts = summary.sorted { $0.key < $1.key }.map { "\($0.value) \($0.key)" }
        let days = CellWords.counted(comparisons, "comparison")
        let heading = "compared at \(asOf), \(days): "
        let rows = cells.map { line in
            [
                line.cell.description, line.verdict.rawValue, "\(line.days)",
                line.files.map(\.text).joined(separator: " "),
                PrintableText.of(line.reasons.joined(separator: "; ")),
            ]
        }
        let table = TextColumns.of(
            [["cell", "verdict", "days", "files", "difference or objection"]] + rows)
        return ([heading + counts.joined(separator: ", ")] + table).joined(separator: "\n") + "\n"
    }
}
