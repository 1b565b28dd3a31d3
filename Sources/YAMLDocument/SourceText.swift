/// The bytes of a file together with its name, from which errors quote the line they speak of.
package struct SourceText: Sendable {
    package let file: String
    /// Without a byte order mark.
    package let bytes: [UInt8]

    /// Longer lines are not quoted: an error for each word of a one-line file would repeat the file.
    private static let longestQuotedLine = 400

    package init(file: String, bytes: some Sequence<UInt8>) {
        self.file = file
        let all = Array(bytes)
        self.bytes = all.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(all.dropFirst(3)) : all
    }

    package init(file: String, text: String) {
        self.init(file: file, bytes: text.utf8)
    }

    /// The text of a line, counted from 1, without its break; nil where there is no such line or it
    /// is too long to be quoted.
    package func line(_ number: Int) -> String? {
        guard number >= 1 else { return nil }
        var start = 0
        for _ in 1..<number {
            guard let lineBreak = nextBreak(from: start) else { return nil }
            start = lineBreak.upperBound
        }
        let end = nextBreak(from: start)?.lowerBound ?? bytes.count
        guard end - start <= Self.longestQuotedLine else { return nil }
        return String(decoding: bytes[start..<end], as: UTF8.self)
    }

    /// The next line break at or behind an offset: those of YAML 1.1, since the parser counts them.
    func nextBreak(from start: Int) -> Range<Int>? {
        var index = start
        while index < bytes.count {
            let length = breakLength(at: index)
            if length > 0 { return index..<(index + length) }
            index += 1
        }
        return nil
    }

    /// The bytes of the line break at an offset, 0 where there is none.
    func breakLength(at index: Int) -> Int {
        switch bytes[index] {
        case 0x0A: 1
        case 0x0D: has([0x0D, 0x0A], at: index) ? 2 : 1
        case 0xC2: has([0xC2, 0x85], at: index) ? 2 : 0
        case 0xE2:
            has([0xE2, 0x80, 0xA8], at: index) || has([0xE2, 0x80, 0xA9], at: index) ? 3 : 0
        default: 0
        }
    }

    private func has(_ sequence: [UInt8], at index: Int) -> Bool {
        bytes[index...].starts(with: sequence)
    }
}
