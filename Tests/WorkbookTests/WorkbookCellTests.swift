import Testing
import UsageModel

@testable import Workbook

/// Which kind of cell a value becomes.
struct WorkbookCellTests {
    @Test(arguments: [
        ("0", 0.0), ("8.2", 8.2), ("-123456789012345", -123_456_789_012_345),
        ("0.000000000000000000123", 1.23e-19),
    ])
    func `a number of up to fifteen digits is a numeric cell`(text: String, binary: Double) {
        #expect(WorkbookCell(ExactDecimal(text)).binary == binary)
    }

    @Test(arguments: ["1234567890123456", "0.1234567890123456", "-1000000000000000"])
    func `a longer number is a text cell`(text: String) {
        let cell = WorkbookCell(ExactDecimal(text))
        #expect(cell.binary == nil)
        #expect(cell.shownText == text)
    }

    @Test
    func `nothing and an empty text are empty cells`() {
        #expect(WorkbookCell(nil as String?) == .empty)
        #expect(WorkbookCell("") == .empty)
        #expect(WorkbookCell(nil as ExactDecimal?) == .empty)
    }
}
