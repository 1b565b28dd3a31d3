import UsageModel

extension TimeFormat {
    /// The first instant that a text names, or the last second where it is an end that names a
    /// whole day or month; nil where it is not written so.
    func read(_ text: String, isEnd: Bool) -> Timestamp? {
        let bytes = Array(text.utf8)
        if let unitOfEpoch { return Self.epoch(bytes, unit: unitOfEpoch) }
        var scan = TimeScan(bytes)
        for piece in pieces where !scan.take(piece) { return nil }
        guard scan.isAtEnd, let start = scan.timestamp else { return nil }
        guard isEnd, precision != .instant else { return start }
        let next =
            precision == .day
            ? Timestamp(startOf: start.date.adding(days: 1))
            : Timestamp(startOf: BillingMonth(of: start.date).next.firstDay)
        return Timestamp(seconds: next.seconds - 1)
    }

    private static func epoch(_ bytes: [UInt8], unit: Int64) -> Timestamp? {
        // Up to 14 digits: a millisecond count of the year 4000 has no more.
        guard bytes.count <= 14, let value = digits(bytes) else { return nil }
        let (micros, overflow) = Int64(value).multipliedReportingOverflow(by: unit)
        guard !overflow, micros < Int64(253_402_300_800) * 1_000_000 else { return nil }
        return Timestamp(microseconds: micros)
    }
}

/// A text that is read piece by piece as a format says.
private struct TimeScan {
    private let bytes: [UInt8]
    private var position = 0
    private var parts: [TimeFormat.Part: Int] = [:]
    private var isAfternoon: Bool?
    private var micros: Int64 = 0
    private var offsetMinutes: Int64 = 0

    private static let monthNames = [
        "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
    ]

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    var isAtEnd: Bool { position == bytes.count }

    /// What was read, nil where the calendar or the clock has no such time.
    var timestamp: Timestamp? {
        guard
            let date = CalendarDate(
                year: parts[.year] ?? 0, month: parts[.month] ?? 0, day: parts[.day] ?? 1),
            let hour, parts[.minute] ?? 0 < 60, parts[.second] ?? 0 < 60
        else { return nil }
        let minutes = Int64(hour * 60 + (parts[.minute] ?? 0)) - offsetMinutes
        let seconds = Timestamp(startOf: date).seconds + minutes * 60
        return Timestamp(
            microseconds: (seconds + Int64(parts[.second] ?? 0)) * 1_000_000 + micros)
    }

    private var hour: Int? {
        if let half = parts[.halfDayHour] {
            guard (1...12).contains(half), let isAfternoon else { return nil }
            return half % 12 + (isAfternoon ? 12 : 0)
        }
        let hour = parts[.hour] ?? 0
        return hour < 24 ? hour : nil
    }

    mutating func take(_ piece: TimeFormat.Piece) -> Bool {
        switch piece {
        case .literal(let byte):
            guard position < bytes.count, bytes[position] == byte else { return false }
            position += 1
            return true
        case .number(let part, let width): return take(part, width: width)
        case .monthName:
            let name = word(3)
            guard let index = Self.monthNames.firstIndex(of: name) else { return false }
            parts[.month] = index + 1
            return true
        case .halfDay:
            let name = word(2)
            isAfternoon = name == "pm"
            return name == "am" || name == "pm"
        case .fraction: return takeFraction()
        case .offset: return takeOffset()
        }
    }

    private mutating func take(_ part: TimeFormat.Part, width: Int) -> Bool {
        let run = bytes[position...].prefix(width == 0 ? 2 : width).prefix { $0 &- 48 < 10 }
        guard width == 0 || run.count == width, let value = digits(run) else { return false }
        parts[part] = value
        position += run.count
        return true
    }

    private mutating func word(_ count: Int) -> String {
        let run = bytes[position...].prefix(count)
        position += run.count
        return String(decoding: run, as: UTF8.self).lowercased()
    }

    /// Digits beyond the sixth are cut.
    private mutating func takeFraction() -> Bool {
        let run = bytes[position...].prefix { $0 &- 48 < 10 }
        guard !run.isEmpty else { return false }
        position += run.count
        var value: Int64 = 0
        for index in 0..<6 {
            value = value * 10 + (index < run.count ? Int64(run[run.startIndex + index] - 48) : 0)
        }
        micros = value
        return true
    }

    private mutating func takeOffset() -> Bool {
        guard position < bytes.count else { return false }
        let sign = bytes[position]
        position += 1
        if sign == UInt8(ascii: "Z") || sign == UInt8(ascii: "z") { return true }
        guard sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") else { return false }
        guard let hours = digits(bytes[position...].prefix(2)), hours < 24 else { return false }
        position = min(position + 2, bytes.count)
        if position < bytes.count, bytes[position] == UInt8(ascii: ":") { position += 1 }
        let rest = bytes[position...].prefix(2)
        guard rest.count == 2, let minutes = digits(rest), minutes < 60 else { return false }
        position += 2
        offsetMinutes = Int64(hours * 60 + minutes) * (sign == UInt8(ascii: "-") ? -1 : 1)
        return true
    }
}
