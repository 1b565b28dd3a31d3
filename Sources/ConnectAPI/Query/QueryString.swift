/// The part of a URL after the question mark.
package struct QueryString: Sendable, Equatable {
    /// Percent-encoded, without the question mark.
    package let text: String

    package static let none = QueryString(encoded: "")

    private init(encoded: String) {
        text = encoded
    }

    /// Filters and order, then the window of rows.
    package init(
        _ terms: [RQL], limit: Int? = nil, offset: Int? = nil
    ) throws(ConnectError) {
        var parts: [String] = []
        for term in terms { parts.append(Self.encoded(try term.text())) }
        if let limit { parts.append("limit=\(limit)") }
        if let offset { parts.append("offset=\(offset)") }
        text = parts.joined(separator: "&")
    }

    /// Percent-encodes all but what the grammar's own structure needs.
    ///
    /// The platform decodes with `unquote`, to which a plus is a plus: a blank must be `%20`, and a
    /// plus is encoded, so that no proxy takes it for a blank.
    static func encoded(_ expression: String) -> String {
        var text = ""
        for byte in expression.utf8 {
            if standsAsItIs(byte) {
                text.unicodeScalars.append(Unicode.Scalar(byte))
            } else {
                text += "%" + hex(byte >> 4) + hex(byte & 15)
            }
        }
        return text
    }

    /// How many bytes an expression has once it is encoded.
    static func encodedLength(of expression: String) -> Int {
        expression.utf8.reduce(0) { $0 + (standsAsItIs($1) ? 1 : 3) }
    }

    private static func standsAsItIs(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "-"), UInt8(ascii: "."),
            UInt8(ascii: "_"), UInt8(ascii: "~"), UInt8(ascii: "("), UInt8(ascii: ")"),
            UInt8(ascii: ","), UInt8(ascii: ":"):
            true
        default: false
        }
    }

    private static func hex(_ digit: UInt8) -> String {
        String(digit, radix: 16, uppercase: true)
    }
}
