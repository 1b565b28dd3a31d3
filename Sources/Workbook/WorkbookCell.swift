import UsageModel

/// What one cell is to hold.
enum WorkbookCell: Equatable {
    case empty
    /// Written as a string whatever it begins with: `=1`, `007` and addresses stay what they are.
    case text(String)
    case number(ExactDecimal)

    init(_ text: String?) {
        self = text.map { $0.isEmpty ? .empty : .text($0) } ?? .empty
    }

    init(_ number: ExactDecimal?) {
        self = number.map(WorkbookCell.number) ?? .empty
    }

    /// The digits that a binary number holds exactly; more are written as text.
    static let numericDigits = 15

    /// The text that a reader of the workbook gets to see.
    var shownText: String? {
        switch self {
        case .empty: nil
        case .text(let text): text
        case .number(let number): number.description
        }
    }

    /// The number to store, nil where the cell is text or its digits are too many.
    var binary: Double? {
        guard case .number(let number) = self, number.significantDigits <= Self.numericDigits else {
            return nil
        }
        return number.doubleValue
    }
}
