/// Repeatable random numbers (SplitMix64), so that a failure can be seen again.
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) {
        state = seed
    }

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var value = state
        value = (value ^ value >> 30) &* 0xbf58_476d_1ce4_e5b9
        value = (value ^ value >> 27) &* 0x94d0_49bb_1331_11eb
        return value ^ value >> 31
    }

    /// A decimal in canonical form of up to 20 significant digits.
    mutating func decimal() -> String {
        let digits = Int.random(in: 1...20, using: &self)
        var whole = String(Int.random(in: 1...9, using: &self))
        for _ in 1..<max(digits, 2) { whole += String(Int.random(in: 1...9, using: &self)) }
        let point = Int.random(in: 1...whole.count, using: &self)
        let fraction = whole.dropFirst(point)
        return whole.prefix(point) + (fraction.isEmpty ? "" : ".\(fraction)")
    }

    /// A text of letters that workbooks, XML and CSV treat specially.
    mutating func text() -> String {
        let alphabet = Array("ab0 =+-@_x<>&\"',;\t\né東🧾")
        let count = Int.random(in: 1...12, using: &self)
        return String(
            (0..<count).map { _ in alphabet[Int.random(in: 0..<alphabet.count, using: &self)] })
    }
}
