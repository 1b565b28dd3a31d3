import UsageModel

/// A vendor's way of writing times, such as `M/d/yyyy h:mm a`.
package struct TimeFormat: Hashable, Sendable, CustomStringConvertible {
    enum Piece: Hashable, Sendable {
        case literal(UInt8)
        /// A number of the given width; 0 takes one or two digits.
        case number(Part, width: Int)
        /// `Jan` to `Dec`.
        case monthName
        /// `AM` or `PM`.
        case halfDay
        /// Digits of a second's fraction.
        case fraction
        /// `Z`, `+02:00` or `+0200`.
        case offset
    }

    enum Part: Hashable, Sendable { case year, month, day, hour, halfDayHour, minute, second }

    /// How much of the calendar a text names: an end without a time is the last second of its day
    /// or month.
    enum Precision { case instant, day, month }

    package let description: String
    let pieces: [Piece]
    /// Seconds or milliseconds since 1970 instead of a date.
    let unitOfEpoch: Int64?

    /// Nil where a letter has no meaning, or year and month are not among them.
    ///
    /// `yyyy MM M MMM dd d HH H hh h mm ss S a XXX`; other letters stand in single quotes. The
    /// words `unix` and `unixMilliseconds` are counts since 1970.
    package init?(_ text: String) {
        description = text
        switch text {
        case "unix": (pieces, unitOfEpoch) = ([], 1_000_000)
        case "unixMilliseconds": (pieces, unitOfEpoch) = ([], 1000)
        default:
            guard let pieces = Self.pieces(of: Array(text.utf8)) else { return nil }
            self.pieces = pieces
            unitOfEpoch = nil
        }
    }

    var precision: Precision {
        if unitOfEpoch != nil { return .instant }
        let parts = pieces.compactMap { piece -> Part? in
            if case .number(let part, _) = piece { part } else { nil }
        }
        if parts.contains(.hour) || parts.contains(.halfDayHour) { return .instant }
        return parts.contains(.day) ? .day : .month
    }

    private static func pieces(of text: [UInt8]) -> [Piece]? {
        var pieces: [Piece] = []
        var position = 0
        while position < text.count {
            let byte = text[position]
            if byte == UInt8(ascii: "'") {
                guard let close = text[(position + 1)...].firstIndex(of: byte) else { return nil }
                pieces += text[(position + 1)..<close].map(Piece.literal)
                position = close + 1
                continue
            }
            guard (byte | 0x20) >= UInt8(ascii: "a"), (byte | 0x20) <= UInt8(ascii: "z") else {
                pieces.append(.literal(byte))
                position += 1
                continue
            }
            let run = text[position...].prefix { $0 == byte }
            guard let piece = piece(byte, count: run.count) else { return nil }
            pieces.append(piece)
            position += run.count
        }
        let hasYear = pieces.contains(.number(.year, width: 4))
        let hasMonth = pieces.contains {
            switch $0 {
            case .monthName, .number(.month, _): true
            default: false
            }
        }
        return hasYear && hasMonth ? pieces : nil
    }

    private static func piece(_ letter: UInt8, count: Int) -> Piece? {
        let width = count == 2 ? 2 : 0
        switch (letter, count) {
        case (UInt8(ascii: "y"), 4): return .number(.year, width: 4)
        case (UInt8(ascii: "M"), 3): return .monthName
        case (UInt8(ascii: "M"), 1...2): return .number(.month, width: width)
        case (UInt8(ascii: "d"), 1...2): return .number(.day, width: width)
        case (UInt8(ascii: "H"), 1...2): return .number(.hour, width: width)
        case (UInt8(ascii: "h"), 1...2): return .number(.halfDayHour, width: width)
        case (UInt8(ascii: "m"), 2): return .number(.minute, width: 2)
        case (UInt8(ascii: "s"), 2): return .number(.second, width: 2)
        case (UInt8(ascii: "S"), _): return .fraction
        case (UInt8(ascii: "a"), 1): return .halfDay
        case (UInt8(ascii: "X"), 3): return .offset
        default: return nil
        }
    }
}
