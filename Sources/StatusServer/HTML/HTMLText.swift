import UsageModel

/// Text of a server inside of HTML, as content or as an attribute's value in quotes.
package enum HTMLText {
    /// The text with what markup is made of, and what a reader cannot see, written as escapes.
    package static func of(_ text: String) -> String {
        let printable = PrintableText.of(text)
        guard printable.utf8.contains(where: isSpecial) else { return printable }
        var result = ""
        for scalar in printable.unicodeScalars {
            switch scalar {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"": result += "&quot;"
            case "'": result += "&#39;"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }

    private static func isSpecial(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "&"), UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "\""),
            UInt8(ascii: "'"):
            true
        default: false
        }
    }
}
