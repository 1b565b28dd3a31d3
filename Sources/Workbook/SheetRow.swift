/// One row of a sheet that has any text.
package struct SheetRow: Sendable, Equatable {
    /// From 1, as the workbook counts.
    package var number: Int
    /// By column, up to the last one with text; nil where a cell is absent or empty.
    ///
    /// Numbers are in plain decimal form, booleans `TRUE` and `FALSE`, errors as Excel shows them.
    package var cells: [String?]

    package init(number: Int, cells: [String?]) {
        self.number = number
        self.cells = cells
    }
}
