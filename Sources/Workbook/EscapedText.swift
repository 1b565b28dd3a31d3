/// The `_xHHHH_` notation by which a workbook's strings hold characters that XML forbids.
enum EscapedText {
    private static let underscore = UInt8(ascii: "_")

    /// The text that a stored string means.
    static func decoded(_ stored: String) -> String {
        guard stored.utf8.contains(underscore) else { return stored }
        var rest = Array(stored.utf16)[...]
        var units: [UInt16] = []
        while let unit = rest.first {
            if let escaped = unitEscaped(at: rest) {
                units.append(escaped)
                rest = rest.dropFirst(7)
            } else {
                units.append(unit)
                rest = rest.dropFirst()
            }
        }
        return String(decoding: units, as: UTF16.self)
    }

    /// The form in which a text survives: an escape that is meant literally gets one of its own.
    static func encoded(_ text: String) -> String {
        guard text.utf8.contains(underscore) else { return text }
        var rest = Array(text.utf16)[...]
        var units: [UInt16] = []
        while let unit = rest.first {
            units += unitEscaped(at: rest) == nil ? [unit] : Array("_x005F_".utf16)
            rest = rest.dropFirst()
        }
        return String(decoding: units, as: UTF16.self)
    }

    /// The character that the escape at the start of `units` stands for, nil if there is none.
    private static func unitEscaped(at units: ArraySlice<UInt16>) -> UInt16? {
        guard units.count >= 7 else { return nil }
        let start = units.startIndex
        guard units[start] == UInt16(underscore), units[start + 6] == UInt16(underscore),
            units[start + 1] == UInt16(UInt8(ascii: "x"))
        else { return nil }
        var value: UInt16 = 0
        for unit in units[(start + 2)..<(start + 6)] {
            guard unit < 128, let digit = Character(Unicode.Scalar(UInt8(unit))).hexDigitValue
            else {
                return nil
            }
            value = value << 4 | UInt16(digit)
        }
        return value
    }
}
