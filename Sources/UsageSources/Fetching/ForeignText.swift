import UsageModel

/// What a vendor's system said, as it may be shown: short, printable, and without our secrets.
enum ForeignText {
    private static let longest = 400

    /// - Parameter secrets: texts that must not be shown, even where they are sent back to us.
    static func shown(_ text: String, hiding secrets: [String] = []) -> String {
        var text = text
        for secret in secrets where !secret.isEmpty { text = text.replacing(secret, with: "***") }
        let words = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        let printable = PrintableText.of(words)
        return printable.count > longest ? printable.prefix(longest) + "..." : printable
    }
}
