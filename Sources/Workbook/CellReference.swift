import UsageModel

/// The address of a cell, `B7` for instance.
struct CellReference {
    /// From 0.
    let column: Int
    /// From 1.
    let row: Int

    /// Reads capital letters and digits; nil for anything else.
    init?(_ text: String) {
        var column = 0
        var letters = 0
        for byte in text.utf8 {
            guard byte >= UInt8(ascii: "A"), byte <= UInt8(ascii: "Z") else { break }
            column = column * 26 + Int(byte - UInt8(ascii: "A")) + 1
            letters += 1
            // Four letters are far beyond the last column; more could overflow.
            guard letters <= 4 else { return nil }
        }
        guard letters > 0, let row = digits(text.utf8.dropFirst(letters)), row > 0 else { return nil }
        self.column = column - 1
        self.row = row
    }

    /// The letters of a column that is counted from 0.
    static func letters(ofColumn column: Int) -> String {
        var rest = column + 1
        var letters = ""
        while rest > 0 {
            letters = String(UnicodeScalar(UInt8(65 + (rest - 1) % 26))) + letters
            rest = (rest - 1) / 26
        }
        return letters
    }
}
