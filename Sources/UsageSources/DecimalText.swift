import UsageModel

/// Reads decimal numbers from bytes; the short ones, which are nearly all, without wide arithmetic.
enum DecimalText {
    private static let shortDigits = 18

    static func read(_ range: Range<Int>, in bytes: [UInt8]) -> ExactDecimal? {
        guard range.count <= shortDigits else { return readAny(range, in: bytes) }
        var position = range.lowerBound
        let isNegative = position < range.upperBound && bytes[position] == UInt8(ascii: "-")
        if isNegative { position += 1 }
        var value: Int64 = 0
        var digits = 0
        var point = -1
        while position < range.upperBound {
            let digit = bytes[position] &- 48
            if digit < 10 {
                value = value * 10 + Int64(digit)
                digits += 1
            } else if bytes[position] == UInt8(ascii: "."), point < 0 {
                point = digits
            } else {
                return readAny(range, in: bytes)
            }
            position += 1
        }
        guard digits > 0, point != digits else { return readAny(range, in: bytes) }
        var scale = point < 0 ? 0 : digits - point
        while scale > 0, value % 10 == 0 {
            value /= 10
            scale -= 1
        }
        return ExactDecimal(coefficient: Int128(isNegative ? -value : value), scale: scale)
    }

    private static func readAny(_ range: Range<Int>, in bytes: [UInt8]) -> ExactDecimal? {
        var reader = DecimalReader()
        for index in range {
            guard reader.accept(bytes[index]) else { return nil }
        }
        return reader.value
    }
}
