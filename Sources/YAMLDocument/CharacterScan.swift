/// Looks through a file's characters before libyaml does: libyaml says neither line nor column for
/// bad encoding, and it forgives tabs in some places only.
struct CharacterScan {
    /// The first byte sequence that is no UTF-8, or a character that YAML does not allow.
    private(set) var refusal: (message: String, position: YAMLPosition)?
    private(set) var tabs: [YAMLPosition] = []
    /// Every `#`, which may begin a comment.
    private(set) var hashes: [YAMLPosition] = []

    init(_ source: SourceText) {
        var position = YAMLPosition(index: 0, line: 0, column: 0)
        var offset = 0
        let decoder = UTF8Walk(source.bytes)
        while offset < source.bytes.count {
            let lineBreak = source.breakLength(at: offset)
            guard let scalar = decoder.scalar(at: offset) else {
                refusal = ("the file is not UTF-8 here", position)
                return
            }
            guard Self.isAllowed(scalar.value) else {
                let code = String(scalar.value, radix: 16, uppercase: true)
                let digits = String(repeating: "0", count: max(0, 4 - code.count)) + code
                refusal = ("the character U+\(digits) is not allowed in YAML", position)
                return
            }
            if scalar == "\t" { tabs.append(position) }
            if scalar == "#" { hashes.append(position) }
            if lineBreak > 0 {
                // A break of two characters (CR LF) advances the index by both.
                position.index += source.bytes[offset] == 0x0D ? lineBreak : 1
                position.line += 1
                position.column = 0
                offset += lineBreak
            } else {
                position.index += 1
                position.column += 1
                offset += UTF8.width(scalar)
            }
        }
    }

    private static func isAllowed(_ code: UInt32) -> Bool {
        switch code {
        case 0x09, 0x0A, 0x0D, 0x20...0x7E, 0x85, 0xA0...0xD7FF: true
        case 0xFEFF: false
        case 0xE000...0xFFFD, 0x10000...0x10FFFF: true
        default: false
        }
    }
}

/// Decodes single characters of UTF-8 without repairing anything.
private struct UTF8Walk {
    private let bytes: [UInt8]

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// The character that begins at an offset, nil where the bytes are no shortest-form UTF-8.
    func scalar(at offset: Int) -> Unicode.Scalar? {
        let first = bytes[offset]
        if first < 0x80 { return Unicode.Scalar(first) }
        let length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2
        guard first >= 0xC2, first <= 0xF4, offset + length <= bytes.count else { return nil }
        var code = UInt32(first) & (0x7F >> UInt32(length))
        for byte in bytes[(offset + 1)..<(offset + length)] {
            guard byte & 0xC0 == 0x80 else { return nil }
            code = code << 6 | UInt32(byte & 0x3F)
        }
        let smallest: UInt32 = length == 2 ? 0x80 : length == 3 ? 0x800 : 0x10000
        return code >= smallest ? Unicode.Scalar(code) : nil
    }
}
