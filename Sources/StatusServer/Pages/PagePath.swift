import UsageModel

/// The addresses of the pages.
enum PagePath {
    static func cell(_ cell: Cell) -> String { "/cells/" + segments(cell) }

    static func report(_ id: String) -> String { "/cycles/" + URLText.of(id) }

    /// The cell as three segments of a path.
    static func segments(_ cell: Cell) -> String {
        [cell.contract.text, cell.product.text, cell.month.description].map(URLText.of)
            .joined(separator: "/")
    }
}
