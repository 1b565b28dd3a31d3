/// What is wrong with one cell of an uploaded sheet.
package struct RowProblem: Hashable, Sendable {
    /// From 1, as the workbook counts.
    package var row: Int
    /// The name of the column; the comment stands in its cell.
    package var column: String
    package var text: String

    /// As `error_detail` names it.
    var sentence: String { "row \(row): \(text)" }
}
