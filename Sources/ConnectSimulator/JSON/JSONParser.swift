import UsageModel

/// Where a text stops being JSON.
package struct JSONError: Error, Equatable, CustomStringConvertible {
    /// Bytes before the place.
    package let offset: Int

    package var description: String { "the text is not JSON from byte \(offset) on" }
}

/// Reads JSON without rounding numbers.
struct JSONParser {
    private static let maximumDepth = 128

    private let bytes: [UInt8]
    private var position = 0
    private var depth = 0

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    mutating func parse() throws(JSONError) -> JSONValue {
        let value = try parseValue()
        skipSpace()
        guard position == bytes.count else { throw failure }
        return value
    }

    private var failure: JSONError { JSONError(offset: position) }

    private var next: UInt8? { position < bytes.count ? bytes[position] : nil }

    private mutating func skipSpace() {
        while let byte = next, [0x20, 0x09, 0x0A, 0x0D].contains(byte) { position += 1 }
    }

    private mutating func take(_ character: Unicode.Scalar) -> Bool {
        skipSpace()
        guard next == UInt8(ascii: character) else { return false }
        position += 1
        return true
    }

    private mutating func parseValue() throws(JSONError) -> JSONValue {
        depth += 1
        defer { depth -= 1 }
        guard depth < Self.maximumDepth else { throw failure }
        skipSpace()
        switch next {
        case UInt8(ascii: "{"): return try parseObject()
        case UInt8(ascii: "["): return try parseArray()
        case UInt8(ascii: "\""): return .string(try parseString())
        case UInt8(ascii: "t"): return try parseWord("true", .bool(true))
        case UInt8(ascii: "f"): return try parseWord("false", .bool(false))
        case UInt8(ascii: "n"): return try parseWord("null", .null)
        default: return try parseNumber()
        }
    }

    private mutating func parseWord(
        _ word: String, _ value: JSONValue
    ) throws(JSONError) -> JSONValue {
        let end = position + word.utf8.count
        guard end <= bytes.count, bytes[position..<end].elementsEqual(word.utf8) else {
            throw failure
        }
        position = end
        return value
    }

    private mutating func parseObject() throws(JSONError) -> JSONValue {
        position += 1
        var members: [String: JSONValue] = [:]
        if take("}") { return .object(members) }
        repeat {
            skipSpace()
            let key = try parseString()
            guard take(":") else { throw failure }
            members[key] = try parseValue()
        } while take(",")
        guard take("}") else { throw failure }
        return .object(members)
    }

    private mutating func parseArray() throws(JSONError) -> JSONValue {
        position += 1
        var elements: [JSONValue] = []
        if take("]") { return .array(elements) }
        repeat { elements.append(try parseValue()) } while take(",")
        guard take("]") else { throw failure }
        return .array(elements)
    }

    private mutating func parseNumber() throws(JSONError) -> JSONValue {
        let start = position
        while let byte = next, byte > 0x20, !",]}:\"[{".utf8.contains(byte) { position += 1 }
        guard let number = ExactDecimal.read(bytes[start..<position]) else {
            position = start
            throw failure
        }
        return .number(number)
    }

    private mutating func parseString() throws(JSONError) -> String {
        guard next == UInt8(ascii: "\"") else { throw failure }
        position += 1
        var text: [UInt8] = []
        while let byte = next {
            position += 1
            switch byte {
            case UInt8(ascii: "\""): return String(decoding: text, as: UTF8.self)
            case UInt8(ascii: "\\"): text.append(contentsOf: try parseEscape())
            case 0..<0x20: throw failure
            default: text.append(byte)
            }
        }
        throw failure
    }

    private mutating func parseEscape() throws(JSONError) -> [UInt8] {
        guard let byte = next else { throw failure }
        position += 1
        switch byte {
        case UInt8(ascii: "n"): return [0x0A]
        case UInt8(ascii: "r"): return [0x0D]
        case UInt8(ascii: "t"): return [0x09]
        case UInt8(ascii: "b"): return [0x08]
        case UInt8(ascii: "f"): return [0x0C]
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return [byte]
        case UInt8(ascii: "u"): return try parseCodePoint()
        default: throw failure
        }
    }

    private mutating func parseCodePoint() throws(JSONError) -> [UInt8] {
        var code = try parseCodeUnit()
        if (0xD800..<0xDC00).contains(code) {
            guard next == UInt8(ascii: "\\") else { throw failure }
            position += 1
            guard next == UInt8(ascii: "u") else { throw failure }
            position += 1
            let low = try parseCodeUnit()
            guard (0xDC00..<0xE000).contains(low) else { throw failure }
            code = 0x10000 + (code - 0xD800) << 10 + (low - 0xDC00)
        }
        guard let scalar = Unicode.Scalar(code) else { throw failure }
        return Array(String(Character(scalar)).utf8)
    }

    private mutating func parseCodeUnit() throws(JSONError) -> UInt32 {
        guard position + 4 <= bytes.count,
            let code = UInt32(
                String(decoding: bytes[position..<position + 4], as: UTF8.self), radix: 16)
        else { throw failure }
        position += 4
        return code
    }
}

extension JSONValue {
    /// Reads a whole JSON text.
    package init(jsonBytes: [UInt8]) throws(JSONError) {
        var parser = JSONParser(jsonBytes)
        self = try parser.parse()
    }
}
