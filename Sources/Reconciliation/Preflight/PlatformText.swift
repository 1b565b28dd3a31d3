/// What the platform takes as a text of a usage row.
package enum PlatformText {
    /// The longest text of a workbook's cell, in units of UTF-16: Excel's own limit.
    package static let cell = 32_767

    /// The longest texts of its API description, in characters; fields without an entry have no
    /// published limit.
    package static let category = 255
    package static let itemName = 255
    package static let itemUnit = 64
    package static let customValue = 255
    package static let customName = 255

    /// What of a text is refused, in words; nil where nothing is.
    ///
    /// The platform's template forbids symbols such as (R) and (C) as single characters, and HTML
    /// tags; letters of any language are allowed.
    package static func refused(in text: String) -> String? {
        if isPlain(text) { return nil }
        for scalar in text.unicodeScalars where isRefused(scalar) {
            return "the character U+" + hex(scalar)
        }
        return tag(in: text).map { "the tag '\($0)'" }
    }

    /// Nearly every text, told in one pass over its bytes.
    private static func isPlain(_ text: String) -> Bool {
        text.utf8.allSatisfy { $0 >= 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "<") }
    }

    private static func isRefused(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control: scalar != "\t" && scalar != "\n" && scalar != "\r"
        case .otherSymbol, .privateUse, .unassigned, .surrogate: true
        default: false
        }
    }

    /// The first `<` that begins a tag, a closing tag or a comment, up to its `>`.
    private static func tag(in text: String) -> String? {
        var rest = text[...]
        while let open = rest.firstIndex(of: "<") {
            let behind = rest.index(after: open)
            guard behind < rest.endIndex else { return nil }
            let next = rest[behind]
            let begins = next == "/" || next == "!" || (next.isASCII && next.isLetter)
            if begins, let close = rest[behind...].firstIndex(of: ">") {
                return String(rest[open...close].prefix(40))
            }
            rest = rest[behind...]
        }
        return nil
    }

    private static func hex(_ scalar: Unicode.Scalar) -> String {
        let digits = String(scalar.value, radix: 16, uppercase: true)
        return String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    }
}
