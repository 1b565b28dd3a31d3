/// Text of a server or a person's file, made harmless for a terminal and a reader's eye.
package enum PrintableText {
    /// The text with hidden characters written as `\u{..}`: no escape sequence, line break or
    /// change of direction gets through.
    package static func of(_ text: String) -> String {
        guard text.unicodeScalars.contains(where: isHidden) else { return text }
        var result = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            if isHidden(scalar) {
                let code = String(scalar.value, radix: 16)
                result.append(contentsOf: "\\u{\(code)}".unicodeScalars)
            } else {
                result.append(scalar)
            }
        }
        return String(result)
    }

    /// Whether a terminal obeys the character instead of showing it, or shows nothing at all.
    ///
    /// Joiners and variation selectors are left: scripts and emoji need them.
    package static func isHidden(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x20...0x7E: false
        case 0..<0x20, 0x7F...0x9F: true
        case 0x00AD, 0x061C, 0x180E, 0x200B, 0x200E, 0x200F: true
        case 0x2028...0x202E, 0x2060...0x206F, 0xFEFF, 0xFFF9...0xFFFB: true
        case 0xE0000...0xE007F: true
        default: false
        }
    }
}
