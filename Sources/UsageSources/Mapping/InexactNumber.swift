/// A number of a spreadsheet that has more digits than a spreadsheet keeps, so that what stands in
/// the file need not be what was meant.
///
/// Cells hold binary numbers. Excel keeps 15 decimal digits of what is typed, and other programs
/// round to the nearest binary number: an account id of 17 digits comes back as another id.
struct InexactNumber: Equatable {
    /// The cell, `B7`.
    let cell: String
    let text: String
    /// Whether it is the digits before the point that are too many: then no rounding helps.
    let isWhole: Bool

    static let keptDigits = 15

    /// Nil where all digits of a numeric cell's text are kept.
    init?(_ text: String, cell: @autoclosure () -> String) {
        // Nearly all cells have too few characters to have too many digits.
        guard text.utf8.count > Self.keptDigits else { return nil }
        let isDigit = { (byte: UInt8) in 0x30...0x39 ~= byte }
        let point = text.utf8.firstIndex(of: UInt8(ascii: ".")) ?? text.utf8.endIndex
        let whole = text.utf8[..<point].filter(isDigit).drop { $0 == 0x30 }
        var fraction = text.utf8[point...].filter(isDigit)
        while fraction.last == 0x30 { fraction.removeLast() }
        let significant = (Array(whole) + fraction).drop { $0 == 0x30 }
        isWhole = whole.count > Self.keptDigits
        guard isWhole || significant.count > Self.keptDigits else { return nil }
        self.cell = cell()
        self.text = text
    }

    var fault: RowFault {
        RowFault(
            "cell \(cell) is the number \(RowFault.quoted(text)), and a spreadsheet keeps "
                + "\(Self.keptDigits) digits of one: deliver the column as text"
                + (isWhole ? "" : ", or round it by 'digits'"))
    }
}
