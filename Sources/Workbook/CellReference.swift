/// The address of a cell, `B7` for instance.
package struct CellReference {
    /// From 0.
    let column: Int
    /// From 1.
    let row: Int

    /// Reads capital letters and digits; nil for anything else.
    init?(_ text: String) {
        var column = 0
        var row = 0
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "A")...UInt8(ascii: "Z") where row == 0:
                column = column * 26 + Int(byte - UInt8(ascii: "A")) + 1
            case UInt8(ascii: "0")...UInt8(ascii: "9") where column > 0:
                row = row * 10 + Int(byte - UInt8(ascii: "0"))
                // No cell has row 0, and none a leading zero.
                if row == 0 { return nil }
            default: return nil
            }
            // Far beyond the last column and row; more could overflow.
            guard column < 1 << 20, row < 1 << 40 else { return nil }
        }
        guard row > 0 else { return nil }
        self.column = column - 1
        self.row = row
    }

    /// The letters of a column that is counted from 0.
    package static func letters(ofColumn column: Int) -> String {
        var rest = column + 1
        var letters = ""
        while rest > 0 {
            letters = String(UnicodeScalar(UInt8(65 + (rest - 1) % 26))) + letters
            rest = (rest - 1) / 26
        }
        return letters
    }
}
