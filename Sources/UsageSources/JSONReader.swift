/// Reads JSON (RFC 8259) from a file piece by piece; only one element at a time is in memory.
struct JSONReader {
    /// Of the next byte, from 1.
    private(set) var line = 1

    private let file: HashedFile
    private let elementBytes: Int
    private var buffer = [UInt8](repeating: 0, count: 1 << 16)
    private var position = 0
    private var end = 0
    /// Bytes that the current element may still take.
    private var budget: Int

    private static let maximumDepth = 32

    init(file: HashedFile, limits: SourceLimits) throws(FileFault) {
        self.file = file
        elementBytes = limits.rowBytes
        budget = limits.rowBytes
        // A byte order mark is not JSON, but common.
        if try peek() == 0xEF {
            for expected: UInt8 in [0xEF, 0xBB, 0xBF] { try expect(expected, "a JSON value") }
        }
    }

    /// The next byte without moving on, nil at the end of the file.
    mutating func peek() throws(FileFault) -> UInt8? {
        if position == end {
            end = try file.fill(&buffer)
            position = 0
            if end == 0 { return nil }
        }
        return buffer[position]
    }

    /// The next byte that is no white space.
    mutating func peekToken() throws(FileFault) -> UInt8? {
        while let byte = try peek() {
            guard byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 else { return byte }
            advance()
        }
        return nil
    }

    /// Moves over `byte` if it is the next token.
    mutating func take(_ byte: Unicode.Scalar) throws(FileFault) -> Bool {
        guard try peekToken() == UInt8(ascii: byte) else { return false }
        advance()
        return true
    }

    /// Reads one whole value, within the limit of an element.
    mutating func element() throws(FileFault) -> JSONValue {
        budget = elementBytes
        defer { budget = elementBytes }
        return try value(depth: 0)
    }

    /// Reads a name and its colon.
    mutating func name() throws(FileFault) -> String {
        guard try take("\"") else { throw unexpected("a name in quotes") }
        let name = try string()
        guard try take(":") else { throw unexpected("':'") }
        return name
    }

    /// The error for what stands here instead of what was expected.
    mutating func unexpected(_ expected: String) -> FileFault {
        guard position < end else {
            return FileFault(line: line, "the file ends where \(expected) was expected")
        }
        let found = RowFault.quoted(String(decoding: [buffer[position]], as: UTF8.self))
        return FileFault(line: line, "\(found) stands where \(expected) was expected")
    }

    private mutating func value(depth: Int) throws(FileFault) -> JSONValue {
        guard depth < Self.maximumDepth else {
            throw FileFault(line: line, "values are nested deeper than \(Self.maximumDepth)")
        }
        switch try peekToken() {
        case UInt8(ascii: "{"): return try object(depth: depth)
        case UInt8(ascii: "["): return try array(depth: depth)
        case UInt8(ascii: "\""):
            try next()
            return .string(try string())
        case UInt8(ascii: "t"): return try word("true", .bool(true))
        case UInt8(ascii: "f"): return try word("false", .bool(false))
        case UInt8(ascii: "n"): return try word("null", .null)
        default: return .number(try number())
        }
    }

    private mutating func object(depth: Int) throws(FileFault) -> JSONValue {
        try next()
        var members: [(name: String, value: JSONValue)] = []
        var names = Set<String>()
        if try take("}") { return .object([]) }
        repeat {
            let name = try name()
            guard names.insert(name).inserted else {
                throw FileFault(line: line, "\(RowFault.quoted(name)) stands twice in one object")
            }
            members.append((name, try value(depth: depth + 1)))
        } while try take(",")
        guard try take("}") else { throw unexpected("',' or '}'") }
        return .object(members)
    }

    private mutating func array(depth: Int) throws(FileFault) -> JSONValue {
        try next()
        var values: [JSONValue] = []
        if try take("]") { return .array([]) }
        repeat { values.append(try value(depth: depth + 1)) } while try take(",")
        guard try take("]") else { throw unexpected("',' or ']'") }
        return .array(values)
    }

    private mutating func word(_ word: StaticString, _ value: JSONValue) throws(FileFault)
        -> JSONValue
    {
        for byte in word.description.utf8 { try expect(byte, "'\(word)'") }
        return value
    }

    /// Reads what follows an opening quote.
    private mutating func string() throws(FileFault) -> String {
        var bytes: [UInt8] = []
        while true {
            guard let byte = try peek() else { throw unexpected("the end of a text") }
            if byte < 0x20 { throw unexpected("an escaped control character") }
            try next()
            if byte == UInt8(ascii: "\"") { break }
            if byte == UInt8(ascii: "\\") { try escape(into: &bytes) } else { bytes.append(byte) }
        }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw FileFault(line: line, "a text is not UTF-8; save the file in that encoding")
        }
        return text
    }

    private mutating func escape(into bytes: inout [UInt8]) throws(FileFault) {
        guard let byte = try peek() else { throw unexpected("an escape") }
        let plain: [UInt8: UInt8] = [
            0x22: 0x22, 0x5C: 0x5C, 0x2F: 0x2F, 0x62: 0x08, 0x66: 0x0C, 0x6E: 0x0A, 0x72: 0x0D,
            0x74: 0x09,
        ]
        if let meant = plain[byte] {
            try next()
            bytes.append(meant)
            return
        }
        try expect(UInt8(ascii: "u"), "an escape")
        var code = try hexadecimal()
        if (0xD800..<0xDC00).contains(code) {
            try expect(UInt8(ascii: "\\"), "the second half of a surrogate pair")
            try expect(UInt8(ascii: "u"), "the second half of a surrogate pair")
            let low = try hexadecimal()
            guard (0xDC00..<0xE000).contains(low) else { throw unexpected("a surrogate pair") }
            code = 0x10000 + (code - 0xD800) << 10 + (low - 0xDC00)
        }
        guard let scalar = Unicode.Scalar(code) else { throw unexpected("a surrogate pair") }
        bytes.append(contentsOf: String(scalar).utf8)
    }

    private mutating func hexadecimal() throws(FileFault) -> UInt32 {
        var code: UInt32 = 0
        for _ in 0..<4 {
            guard let byte = try peek(),
                let digit = Character(Unicode.Scalar(byte)).hexDigitValue
            else { throw unexpected("a hexadecimal digit") }
            try next()
            code = code << 4 | UInt32(digit)
        }
        return code
    }

    /// Reads a number and keeps its text.
    private mutating func number() throws(FileFault) -> String {
        var text = ""
        if try peek() == UInt8(ascii: "-") { try move(into: &text) }
        let first = try peek()
        let whole = try moveDigits(into: &text)
        guard whole > 0 else { throw unexpected("a JSON value") }
        guard whole == 1 || first != UInt8(ascii: "0") else {
            throw FileFault(line: line, "a number begins with 0")
        }
        if try peek() == UInt8(ascii: ".") {
            try move(into: &text)
            guard try moveDigits(into: &text) > 0 else { throw unexpected("a digit") }
        }
        if let byte = try peek(), byte | 0x20 == UInt8(ascii: "e") {
            try move(into: &text)
            if let sign = try peek(), sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") {
                try move(into: &text)
            }
            guard try moveDigits(into: &text) > 0 else { throw unexpected("a digit") }
        }
        return text
    }

    private mutating func moveDigits(into text: inout String) throws(FileFault) -> Int {
        var count = 0
        while let byte = try peek(), byte >= 48, byte <= 57 {
            try move(into: &text)
            count += 1
        }
        return count
    }

    private mutating func move(into text: inout String) throws(FileFault) {
        guard let byte = try peek() else { return }
        text.unicodeScalars.append(Unicode.Scalar(byte))
        try next()
    }

    private mutating func expect(_ byte: UInt8, _ what: String) throws(FileFault) {
        guard try peek() == byte else { throw unexpected(what) }
        try next()
    }

    /// Moves on inside an element, against its limit.
    private mutating func next() throws(FileFault) {
        budget -= 1
        guard budget >= 0 else {
            throw FileFault(line: line, "an element is longer than \(elementBytes) bytes")
        }
        advance()
    }

    private mutating func advance() {
        if buffer[position] == 0x0A { line += 1 }
        position += 1
    }
}
