extension SeededGenerator {
    /// A decimal in canonical form of up to 20 significant digits.
    package mutating func decimal() -> String {
        let digits = Int.random(in: 1...20, using: &self)
        var whole = String(Int.random(in: 1...9, using: &self))
        for _ in 1..<max(digits, 2) { whole += String(Int.random(in: 1...9, using: &self)) }
        let point = Int.random(in: 1...whole.count, using: &self)
        let fraction = whole.dropFirst(point)
        return whole.prefix(point) + (fraction.isEmpty ? "" : ".\(fraction)")
    }

    /// A text of letters that workbooks, XML and CSV treat specially.
    package mutating func text() -> String {
        let alphabet = Array("ab0 =+-@_x<>&\"',;\t\né東🧾")
        let count = Int.random(in: 1...12, using: &self)
        return String(
            (0..<count).map { _ in alphabet[Int.random(in: 0..<alphabet.count, using: &self)] })
    }
}
