/// What is wrong with one row, without its place.
struct RowFault: Error {
    let message: String

    init(_ message: String) {
        self.message = message
    }

    /// The fault of a number that is none.
    static func number(_ field: String, _ range: Range<Int>, in bytes: [UInt8]) -> RowFault {
        let text = String(decoding: bytes[range], as: UTF8.self)
        return RowFault(
            "'\(field)' is \(quoted(text)), expected a decimal number with a point and no grouping, "
                + "such as 1234.5, of up to 38 digits")
    }

    /// A text as it is shown in a message: cut, and without characters that would garble a
    /// terminal.
    static func quoted(_ text: String) -> String {
        let shown = text.unicodeScalars.prefix(60).map { scalar in
            scalar.value < 0x20 || scalar.value == 0x7f ? "?" : String(scalar)
        }
        return "'\(shown.joined())\(text.unicodeScalars.count > 60 ? "..." : "")'"
    }
}
