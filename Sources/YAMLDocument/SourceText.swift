/// The bytes of a file together with its name, from which errors quote the line they speak of.
package struct SourceText: Sendable {
    package let file: String
    /// Without a byte order mark.
    package let bytes: [UInt8]

    /// Where each line begins, and where the last one ends.
    private let lineStarts: [Int]

    /// Longer lines are not quoted: an error for each word of a one-line file would repeat the
    /// file.
    private static let longestQuotedLine = 400

    package init(file: String, bytes: some Sequence<UInt8>) {
        self.file = file
        let all = Array(bytes)
        self.bytes = all.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(all.dropFirst(3)) : all
        var starts = [0]
        var index = 0
        while index < self.bytes.count {
            let length = Self.breakLength(in: self.bytes, at: index)
            index += max(1, length)
            if length > 0 { starts.append(index) }
        }
        lineStarts = starts
    }

    package init(file: String, text: String) {
        self.init(file: file, bytes: text.utf8)
    }

    /// The text of a line, counted from 1, without its break; nil where there is no such line or it
    /// is too long to be quoted.
    package func line(_ number: Int) -> String? {
        guard number >= 1, number <= lineStarts.count else { return nil }
        let start = lineStarts[number - 1]
        var end = number < lineStarts.count ? lineStarts[number] : bytes.count
        guard end - start <= Self.longestQuotedLine else { return nil }
        if number < lineStarts.count {
            end = (start..<end).first { breakLength(at: $0) > 0 } ?? end
        }
        return String(decoding: bytes[start..<end], as: UTF8.self)
    }

    /// The bytes of the line break at an offset, 0 where there is none: the breaks of YAML 1.1,
    /// since the parser counts its lines by them.
    func breakLength(at index: Int) -> Int {
        Self.breakLength(in: bytes, at: index)
    }

    private static func breakLength(in bytes: [UInt8], at index: Int) -> Int {
        let byte: (Int) -> UInt8 = { index + $0 < bytes.count ? bytes[index + $0] : 0 }
        switch bytes[index] {
        case 0x0A: return 1
        case 0x0D: return byte(1) == 0x0A ? 2 : 1
        // U+0085, next line.
        case 0xC2: return byte(1) == 0x85 ? 2 : 0
        // U+2028 and U+2029, separators of lines and paragraphs.
        case 0xE2: return byte(1) == 0x80 && (byte(2) == 0xA8 || byte(2) == 0xA9) ? 3 : 0
        default: return 0
        }
    }
}
