import Foundation
import Policy
import Reconciliation
import TestSupport
import Testing
import UsageModel

@Suite("The clock of months")
struct MonthClockTests {
    private static func clock(_ zone: String, closeDelay: Duration = .zero, due: Int = 8)
        -> MonthClock
    {
        var rules = MonthRules()
        rules.timeZone = zone
        rules.closeDelay = closeDelay
        rules.due = due
        return MonthClock(rules)
    }

    @Test(arguments: [
        ("UTC", "2026-10", "2026-11-01T00:00:00Z"),
        ("Pacific/Auckland", "2026-10", "2026-11-01T00:00:00Z"),
        ("America/Los_Angeles", "2026-10", "2026-11-01T07:00:00Z"),
        ("America/Los_Angeles", "2026-11", "2026-12-01T08:00:00Z"),
        ("Pacific/Kiritimati", "2026-12", "2027-01-01T00:00:00Z"),
        ("Asia/Kolkata", "2028-02", "2028-03-01T00:00:00Z"),
        ("America/St_Johns", "2028-02", "2028-03-01T03:30:00Z"),
    ])
    func `a month closes when it ended both there and in UTC`(
        zone: String, name: String, closed: String
    ) {
        #expect(Self.clock(zone).closedAt(month(name)) == instant(closed))
    }

    @Test(arguments: [
        "UTC", "Pacific/Auckland", "America/Los_Angeles", "Europe/Berlin", "America/Asuncion",
        "Australia/Lord_Howe", "Asia/Beirut", "America/Havana", "Africa/Cairo",
    ])
    func `days agree with Foundation over twenty years`(zone: String) throws {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = try #require(TimeZone(identifier: zone))
        let clock = Self.clock(zone)
        for index in BillingMonth.months(from: month("2015-01"), to: month("2034-12")) {
            let parts = DateComponents(year: index.next.year, month: index.next.month, day: 1)
            let local = try #require(calendar.date(from: parts))
            let start = Timestamp(seconds: Int64(local.timeIntervalSince1970))
            #expect(clock.closedAt(index) == max(start, Timestamp(startOf: index.next.firstDay)))
            #expect(clock.day(of: start) == index.next.firstDay)
            #expect(clock.day(of: start.adding(.seconds(-1))) == index.lastDay)
        }
    }

    @Test func `a month is overdue from the first instant after its due day`() {
        let clock = Self.clock("America/Los_Angeles", due: 8)
        #expect(clock.due(month("2026-10")) == day("2026-11-08"))
        #expect(clock.overdueFrom(month("2026-10")) == instant("2026-11-09T08:00:00Z"))
        #expect(Self.clock("UTC", due: 1).due(month("2026-12")) == day("2027-01-01"))
    }

    @Test func `the last closed month goes back over a long close delay`() {
        let clock = Self.clock("UTC", closeDelay: .seconds(40 * 86_400))
        #expect(clock.lastClosed(at: instant("2027-01-05")) == month("2026-10"))
        #expect(clock.lastClosed(at: instant("2027-01-10")) == month("2026-11"))
    }

    @Test func `a zone that nobody knows counts as UTC`() {
        #expect(Self.clock("Mars/Olympus").closedAt(month("2026-10")) == instant("2026-11-01"))
    }
}
