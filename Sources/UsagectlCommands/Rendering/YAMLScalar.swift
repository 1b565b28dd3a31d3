import UsageModel

/// Text as a YAML scalar that every reader takes for that text, in YAML 1.1 and 1.2.
enum YAMLScalar {
    /// The text without quotes where no reader could take it for anything else, else in double
    /// quotes.
    ///
    /// Plain is only what begins with a letter: numbers, dates, months, times and infinities begin
    /// with a digit, a sign or a point.
    static func written(_ text: String) -> String {
        isPlain(text) ? text : quoted(text)
    }

    /// The words of YAML 1.1 for booleans and null.
    private static let reserved: Set<String> = [
        "true", "false", "yes", "no", "on", "off", "y", "n", "null",
    ]

    private static func isPlain(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        guard let first = bytes.first, let last = bytes.last, isLetter(first),
            last != UInt8(ascii: " "), last != UInt8(ascii: ":")
        else { return false }
        for (index, byte) in bytes.enumerated() {
            if byte == UInt8(ascii: ":") {
                // A colon before a space would make a key of what stands before it.
                guard bytes[index + 1] != UInt8(ascii: " ") else { return false }
            } else if !isLetter(byte), !"0123456789 _-./+=@(),;'".utf8.contains(byte) {
                return false
            }
        }
        return !reserved.contains(text.lowercased())
    }

    private static func isLetter(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
    }

    private static func quoted(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case "\n": result += "\\n"
            case "\t": result += "\\t"
            case _ where PrintableText.isHidden(scalar) || isRefused(scalar):
                result += escape(scalar)
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }

    /// Characters that a YAML stream may not hold as they are.
    private static func isRefused(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.isNoncharacterCodePoint
    }

    private static func escape(_ scalar: Unicode.Scalar) -> String {
        let code = String(scalar.value, radix: 16)
        let (mark, digits) =
            scalar.value <= 0xFF ? ("\\x", 2) : scalar.value <= 0xFFFF ? ("\\u", 4) : ("\\U", 8)
        return mark + String(repeating: "0", count: digits - code.count) + code
    }
}
