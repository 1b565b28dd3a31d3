/// What is wrong with one row, without its place.
struct RowFault: Error {
    let message: String

    init(_ message: String) {
        self.message = message
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
