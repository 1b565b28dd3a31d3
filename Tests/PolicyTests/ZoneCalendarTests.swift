import Policy
import Testing
import UsageModel

struct ZoneCalendarTests {
    @Test(arguments: [
        ("UTC", "2026-03-01", "2026-03-01T00:00:00Z"),
        ("Europe/Berlin", "2026-03-29", "2026-03-28T23:00:00Z"),
        ("Europe/Berlin", "2026-03-30", "2026-03-29T22:00:00Z"),
        // Clocks in Beirut go from midnight to one: the day begins with the change.
        ("Asia/Beirut", "2021-03-28", "2021-03-27T22:00:00Z"),
        // Clocks in Havana go from one back to midnight: the day begins with the first midnight.
        ("America/Havana", "2021-11-07", "2021-11-07T04:00:00Z"),
        // Clocks in Beirut go from midnight back to eleven: midnight counts when it comes to stay.
        ("Asia/Beirut", "2021-10-31", "2021-10-30T22:00:00Z"),
        ("Pacific/Kiritimati", "2026-01-01", "2025-12-31T10:00:00Z"),
    ])
    func `a date begins at its first instant`(zone: String, date: String, instant: String) throws {
        let calendar = try #require(ZoneCalendar(named: zone))
        let day = try #require(CalendarDate(date))
        let start = calendar.start(of: day)
        #expect(start.description == instant)
        #expect(calendar.date(at: start) == day)
        #expect(calendar.date(at: start.adding(.seconds(-1))) == day.adding(days: -1))
    }

    @Test(arguments: ["Europe/Berln", "GMT+3", "PST", "", "europe/berlin", "Z"])
    func `only names of zones are zones`(name: String) {
        #expect(ZoneCalendar(named: name) == nil)
    }
}
