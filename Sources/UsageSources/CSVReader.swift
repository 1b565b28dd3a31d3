/// Splits a CSV file (RFC 4180) into rows of fields, each a range of `bytes`.
///
/// Lines may end with LF or CRLF; a byte order mark is skipped; empty lines are left out; quoted
/// fields may hold separators, line ends and doubled quotes, which are undone in place.
struct CSVReader {
    /// Holds the current row; valid until the next call of `next`.
    private(set) var bytes: [UInt8]
    /// The fields of the current row.
    private(set) var fields: [Range<Int>] = []
    /// The line in which the current row begins, from 1.
    private(set) var line = 0

    var separator = UInt8(ascii: ",")

    private let file: HashedFile
    private let rowBytes: Int
    /// Where the next row begins and where the bytes that were read end.
    private var start = 0
    private var end = 0
    private var isAtEnd = false
    private var nextLine = 1
    /// Line ends inside the row that is being read.
    private var innerLines = 0
    /// Fields of that row with doubled quotes.
    private var doubledFields: [Int] = []

    private static let quote = UInt8(ascii: "\"")
    private static let lineFeed = UInt8(ascii: "\n")
    private static let carriageReturn = UInt8(ascii: "\r")
    private static let chunkBytes = 1 << 18

    /// Opens the file and skips a byte order mark.
    init(file: HashedFile, limits: SourceLimits) throws(FileFault) {
        self.file = file
        rowBytes = limits.rowBytes
        bytes = Array(repeating: 0, count: Self.chunkBytes)
        try refill()
        if end >= 3, bytes[0] == 0xEF, bytes[1] == 0xBB, bytes[2] == 0xBF { start = 3 }
        guard
            end < 2
                || !(bytes[0] == 0xFF && bytes[1] == 0xFE || bytes[0] == 0xFE && bytes[1] == 0xFF)
        else { throw FileFault("it is UTF-16; save it as UTF-8") }
    }

    /// Moves to the next row; false at the end of the file.
    mutating func next() throws(FileFault) -> Bool {
        while true {
            line = nextLine
            guard let rowEnd = try scanRow() else { return false }
            nextLine += innerLines + 1
            guard rowEnd.contentEnd - start <= rowBytes else { throw tooLong() }
            let isEmpty = fields.count == 1 && rowEnd.contentEnd == start
            start = rowEnd.next
            guard !isEmpty else { continue }
            if !doubledFields.isEmpty { undoDoubledQuotes() }
            return true
        }
    }

    /// The bytes of the next line without moving on, to guess the separator from.
    mutating func peekLine() throws(FileFault) -> [UInt8] {
        var position = start
        while true {
            while position < end {
                if bytes[position] == Self.lineFeed { return Array(bytes[start..<position]) }
                position += 1
            }
            guard !isAtEnd else { return Array(bytes[start..<end]) }
            position -= start
            try refill()
            position += start
        }
    }

    private struct RowEnd {
        /// Behind the last byte of the row.
        let contentEnd: Int
        /// Where the next row begins.
        let next: Int
    }

    /// Finds the fields of the row at `start`; nil at the end of the file.
    private mutating func scanRow() throws(FileFault) -> RowEnd? {
        while true {
            if start == end, isAtEnd { return nil }
            if let found = try scanBufferedRow() { return found }
            // The row is longer than what is in memory, so it is read again with more of it.
            try refill()
        }
    }

    /// Nil where the bytes in memory end before the row does.
    private mutating func scanBufferedRow() throws(FileFault) -> RowEnd? {
        fields.removeAll(keepingCapacity: true)
        doubledFields.removeAll(keepingCapacity: true)
        innerLines = 0
        var position = start
        while true {
            if position < end, bytes[position] == Self.quote {
                guard let behind = try scanQuoted(at: position) else { return nil }
                position = behind
            } else {
                let field = position
                while position < end {
                    let byte = bytes[position]
                    if byte == separator || byte == Self.lineFeed { break }
                    if byte == Self.quote {
                        throw FileFault(
                            line: line,
                            "a quote stands inside an unquoted field; "
                                + "quote the whole field and double the quotes in it")
                    }
                    position += 1
                }
                if position == end, !isAtEnd { return nil }
                let isLast = position == end || bytes[position] == Self.lineFeed
                let hasReturn =
                    isLast && position > field && bytes[position - 1] == Self.carriageReturn
                fields.append(field..<(hasReturn ? position - 1 : position))
            }
            if position == end {
                return isAtEnd ? RowEnd(contentEnd: contentEnd(position), next: position) : nil
            }
            if bytes[position] == Self.lineFeed {
                return RowEnd(contentEnd: contentEnd(position), next: position + 1)
            }
            position += 1
        }
    }

    private func contentEnd(_ position: Int) -> Int {
        position > start && bytes[position - 1] == Self.carriageReturn ? position - 1 : position
    }

    /// Adds the quoted field at `open` and returns the place of the separator or line end behind
    /// it; nil where the bytes in memory end before.
    private mutating func scanQuoted(at open: Int) throws(FileFault) -> Int? {
        var position = open + 1
        var doubled = 0
        while true {
            guard position < end else {
                if isAtEnd { throw FileFault(line: line, "a quoted field is not closed") }
                return nil
            }
            if bytes[position] == Self.quote {
                if position + 1 == end, !isAtEnd { return nil }
                guard position + 1 < end, bytes[position + 1] == Self.quote else { break }
                doubled += 1
                position += 1
            } else if bytes[position] == Self.lineFeed {
                innerLines += 1
            }
            position += 1
        }
        var behind = position + 1
        if behind < end, bytes[behind] == Self.carriageReturn {
            if behind + 1 == end, !isAtEnd { return nil }
            if behind + 1 == end || bytes[behind + 1] == Self.lineFeed { behind += 1 }
        }
        guard behind == end || bytes[behind] == separator || bytes[behind] == Self.lineFeed else {
            throw FileFault(line: line, "text follows the closing quote of a field")
        }
        if behind == end, !isAtEnd { return nil }
        fields.append((open + 1)..<position)
        if doubled > 0 { doubledFields.append(fields.count - 1) }
        return behind
    }

    /// Undoes doubled quotes; only once the row is complete, as an unfinished one is read again.
    private mutating func undoDoubledQuotes() {
        for index in doubledFields {
            let field = fields[index]
            var target = field.lowerBound
            var position = field.lowerBound
            while position < field.upperBound {
                if bytes[position] == Self.quote { position += 1 }
                bytes[target] = bytes[position]
                target += 1
                position += 1
            }
            fields[index] = field.lowerBound..<target
        }
    }

    private func tooLong() -> FileFault {
        // The header is looked at before the first row is begun.
        FileFault(line: max(line, 1), "a row is longer than \(rowBytes) bytes")
    }

    /// Moves the unread bytes to the front and reads more behind them.
    private mutating func refill() throws(FileFault) {
        let kept = end - start
        guard kept <= rowBytes else { throw tooLong() }
        for offset in 0..<kept { bytes[offset] = bytes[start + offset] }
        start = 0
        end = kept
        if kept + Self.chunkBytes > bytes.count {
            bytes.append(contentsOf: repeatElement(0, count: kept + Self.chunkBytes - bytes.count))
        }
        let count = try file.fill(&bytes, from: end)
        end += count
        isAtEnd = count == 0
    }
}
