/// An instant, to the microsecond, as the platform writes its events.
package struct Timestamp: Hashable, Comparable, Sendable {
    /// Microseconds since 1970-01-01T00:00:00Z.
    package let microseconds: Int64

    package init(microseconds: Int64) {
        self.microseconds = microseconds
    }

    package init(seconds: Int64) {
        microseconds = seconds * 1_000_000
    }

    /// The first instant of a day in UTC.
    package init(startOf date: CalendarDate) {
        self.init(seconds: Int64(date.daysSinceEpoch) * 86_400)
    }

    /// Whole seconds since the epoch, rounded down.
    package var seconds: Int64 {
        let whole = microseconds / 1_000_000
        return microseconds % 1_000_000 < 0 ? whole - 1 : whole
    }

    /// The day in UTC.
    package var date: CalendarDate {
        let perDay: Int64 = 86_400_000_000
        let days = microseconds >= 0 ? microseconds / perDay : (microseconds - perDay + 1) / perDay
        return CalendarDate(daysSinceEpoch: Int(days))
    }

    package func adding(_ duration: Duration) -> Timestamp {
        let parts = duration.components
        return Timestamp(
            microseconds: microseconds + parts.seconds * 1_000_000
                + parts.attoseconds / 1_000_000_000_000)
    }

    /// The time from `earlier` to here, negative where this lies before.
    package func since(_ earlier: Timestamp) -> Duration {
        .microseconds(microseconds - earlier.microseconds)
    }

    package static func < (left: Timestamp, right: Timestamp) -> Bool {
        left.microseconds < right.microseconds
    }
}

extension Timestamp: CustomStringConvertible {
    /// RFC 3339 in UTC, with a fraction only where there is one: `2026-11-02T06:00:00Z`.
    package var description: String {
        let start = Timestamp(startOf: date).microseconds
        let ofDay = microseconds - start
        let second = Int(ofDay / 1_000_000)
        let fraction = Int(ofDay % 1_000_000)
        let clock = [second / 3600, second / 60 % 60, second % 60].map { padded($0, to: 2) }
        let tail = fraction == 0 ? "" : ".\(padded(fraction, to: 6))"
        return "\(date)T\(clock.joined(separator: ":"))\(tail)Z"
    }

    /// `YYYY-MM-DD hh:mm:ss` in UTC, the form of the workbook's time cells.
    package var workbookText: String {
        let whole = Timestamp(seconds: seconds).description
        return String(whole.dropLast()).replacing("T", with: " ")
    }
}

extension Timestamp {
    /// Reads RFC 3339, also with a space for the `T`, an hour of one digit (which the platform's
    /// own
    /// files contain), no seconds, or no offset at all (then it is UTC); nil for anything else.
    package init?(_ text: some StringProtocol) {
        var reader = TimestampReader(text)
        guard let value = reader.read() else { return nil }
        self = value
    }
}

extension Timestamp: Codable {
    package init(from decoder: any Decoder) throws {
        let text = try decoder.singleValueContainer().decode(String.self)
        guard let value = Timestamp(text) else {
            throw DecodingError.dataCorrupted(
                .init(codingPath: decoder.codingPath, debugDescription: "not a time: '\(text)'"))
        }
        self = value
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}

extension Timestamp {
    /// Earlier than every event; stands for a time that the platform left out.
    package static let distantPast = Timestamp(microseconds: .min)
}
