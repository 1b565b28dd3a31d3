import UsageModel

/// Reads times of the commonest form, `2026-10-31 23:59:59`, from bytes without a string.
struct TimeText {
    /// The day of the last time, as a number of eight digits, and when it began.
    private var day = 0
    private var dayStart: Int64 = 0

    /// Nil for any other form, which may be a time nevertheless.
    mutating func read(_ range: Range<Int>, in bytes: [UInt8]) -> Timestamp? {
        guard range.count == 19 else { return nil }
        let start = range.lowerBound
        guard bytes[start + 4] == 0x2D, bytes[start + 7] == 0x2D, bytes[start + 13] == 0x3A,
            bytes[start + 16] == 0x3A, bytes[start + 10] == 0x20 || bytes[start + 10] == 0x54
        else { return nil }
        guard let century = Self.pair(start, bytes), let year = Self.pair(start + 2, bytes),
            let month = Self.pair(start + 5, bytes), let date = Self.pair(start + 8, bytes),
            let hour = Self.pair(start + 11, bytes), let minute = Self.pair(start + 14, bytes),
            let second = Self.pair(start + 17, bytes), hour < 24, minute < 60, second < 60
        else { return nil }
        let number = ((century * 100 + year) * 100 + month) * 100 + date
        if number != day {
            guard
                let calendar = CalendarDate(year: century * 100 + year, month: month, day: date)
            else { return nil }
            day = number
            dayStart = Timestamp(startOf: calendar).seconds
        }
        return Timestamp(seconds: dayStart + Int64((hour * 60 + minute) * 60 + second))
    }

    /// A number of two digits.
    private static func pair(_ place: Int, _ bytes: [UInt8]) -> Int? {
        let (tens, ones) = (bytes[place] &- 48, bytes[place + 1] &- 48)
        return tens < 10 && ones < 10 ? Int(tens) * 10 + Int(ones) : nil
    }
}
