import UsageModel

/// The text of a numeric cell.
///
/// A workbook's numbers are binary; 8.2 is stored as `8.199999999999999` or `8.1999999999999993` by
/// most writers, and shown as 8.2. Texts of up to 15 significant digits are exact and stay as they
/// are; longer ones become the shortest decimal that is the same binary number.
enum NumberText {
    private static let exactDigits = 15

    /// The text of a stored number in plain decimal form; other text stays as it is.
    static func shown(_ stored: String) -> String {
        // A short text cannot have too many digits; this spares nearly all cells the rest.
        let isShort = stored.utf8.count <= exactDigits
        if isShort, !stored.utf8.contains(where: { $0 | 0x20 == UInt8(ascii: "e") }) {
            return stored
        }
        if let exact = ExactDecimal(stored), exact.significantDigits <= exactDigits {
            return isShort || exact.description.utf8.count < stored.utf8.count
                ? exact.description : stored
        }
        guard let binary = Double(stored), binary.isFinite,
            let shortest = ExactDecimal(binary.description)
        else { return stored }
        return shortest.description
    }
}
