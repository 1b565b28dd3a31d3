/// Reads the textual forms of a time one piece after the other.
struct TimestampReader {
    private let bytes: [UInt8]
    private var position = 0

    init(_ text: some StringProtocol) {
        bytes = Array(text.utf8)
    }

    mutating func read() -> Timestamp? {
        guard bytes.count >= 10,
            let date = CalendarDate(String(decoding: bytes[0..<10], as: UTF8.self))
        else { return nil }
        position = 10
        let start = Timestamp(startOf: date).microseconds
        guard position < bytes.count else { return Timestamp(microseconds: start) }
        guard take("T") || take("t") || take(" "), let clock = readClock(),
            let offset = readOffset(),
            position == bytes.count
        else { return nil }
        return Timestamp(microseconds: start + clock - offset)
    }

    /// Microseconds of the day; 24:00 and leap seconds are refused.
    private mutating func readClock() -> Int64? {
        guard let hour = number(upTo: 2), hour < 24, take(":"), let minute = number(exactly: 2),
            minute < 60
        else { return nil }
        var micros = Int64(hour * 3600 + minute * 60) * 1_000_000
        if take(":") {
            guard let second = number(exactly: 2), second < 60 else { return nil }
            micros += Int64(second) * 1_000_000
            if take(".") || take(",") {
                guard let fraction = readFraction() else { return nil }
                micros += fraction
            }
        }
        return micros
    }

    /// Microseconds; digits beyond the sixth are cut.
    private mutating func readFraction() -> Int64? {
        let start = position
        var value: Int64 = 0
        while position < bytes.count, let digit = digits(bytes[position...position]) {
            if position - start < 6 { value = value * 10 + Int64(digit) }
            position += 1
        }
        guard position > start else { return nil }
        for _ in min(position - start, 6)..<6 { value *= 10 }
        return value
    }

    /// Microseconds east of UTC.
    private mutating func readOffset() -> Int64? {
        if position == bytes.count || take("Z") || take("z") { return 0 }
        let sign: Int64
        if take("+") { sign = 1 } else if take("-") { sign = -1 } else { return nil }
        guard let hour = number(exactly: 2), hour < 24 else { return nil }
        _ = take(":")
        guard let minute = number(exactly: 2), minute < 60 else { return nil }
        return sign * Int64(hour * 3600 + minute * 60) * 1_000_000
    }

    private mutating func take(_ character: Unicode.Scalar) -> Bool {
        guard position < bytes.count, bytes[position] == UInt8(ascii: character) else {
            return false
        }
        position += 1
        return true
    }

    private mutating func number(exactly count: Int) -> Int? {
        guard position + count <= bytes.count,
            let value = digits(bytes[position..<position + count])
        else { return nil }
        position += count
        return value
    }

    private mutating func number(upTo count: Int) -> Int? {
        for width in stride(from: count, through: 1, by: -1) {
            if let value = number(exactly: width) { return value }
        }
        return nil
    }
}
