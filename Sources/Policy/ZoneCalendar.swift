import Foundation
package import UsageModel

/// When calendar dates begin in a time zone.
package struct ZoneCalendar: Hashable, Sendable {
    package let name: String
    private let zone: TimeZone

    /// Nil where there is no such IANA zone; abbreviations and offsets are not names of zones.
    package init?(named name: String) {
        let isName =
            name == "UTC" || name.contains("/") || TimeZone.knownTimeZoneIdentifiers.contains(name)
        guard isName, let zone = TimeZone(identifier: name) else { return nil }
        self.name = name
        self.zone = zone
    }

    private init() {
        name = "UTC"
        zone = .gmt
    }

    package static let utc = ZoneCalendar()

    /// The first instant of a date in the zone.
    ///
    /// Where a change of the clock skips midnight, the date begins with the change; where midnight
    /// comes twice, it begins with the first.
    package func start(of date: CalendarDate) -> Timestamp {
        let midnight = Timestamp(startOf: date).seconds
        let before = midnight - offset(at: midnight - 86_400)
        if before + offset(at: before) == midnight { return Timestamp(seconds: before) }
        let after = midnight - offset(at: before)
        return Timestamp(seconds: after + offset(at: after) == midnight ? after : before)
    }

    /// The date that an instant has in the zone.
    package func date(at time: Timestamp) -> CalendarDate {
        time.adding(.seconds(offset(at: time.seconds))).date
    }

    /// Seconds east of UTC.
    private func offset(at seconds: Int64) -> Int64 {
        Int64(zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(seconds))))
    }
}
