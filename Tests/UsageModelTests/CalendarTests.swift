import Foundation
import TestSupport
import Testing
import UsageModel

@Suite("Days and months")
struct CalendarTests {
    @Test func `days agree with Foundation from 1600 to 2400`() throws {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = .gmt
        let first = day("1600-01-01").daysSinceEpoch
        let last = day("2400-12-31").daysSinceEpoch
        for days in stride(from: first, through: last, by: 11) {
            let date = CalendarDate(daysSinceEpoch: days)
            let parts = calendar.dateComponents(
                [.year, .month, .day], from: Date(timeIntervalSince1970: Double(days) * 86_400))
            #expect(
                parts.year == date.year && parts.month == date.month && parts.day == date.day,
                "\(days)")
            #expect(date.daysSinceEpoch == days)
        }
    }

    @Test func `every day follows the one before through leap years`() {
        var date = day("1999-12-31")
        while date < day("2101-01-01") {
            let next = date.adding(days: 1)
            let isMonthEnd = date.day == CalendarDate.daysIn(month: date.month, of: date.year)
            #expect(next.day == (isMonthEnd ? 1 : date.day + 1))
            #expect(date < next && next.adding(days: -1) == date)
            date = next
        }
    }

    @Test(arguments: [
        ("2028-02", 29), ("2027-02", 28), ("2100-02", 28), ("2000-02", 29), ("2026-12", 31),
        ("2026-04", 30),
    ])
    func `a month has its days`(name: String, count: Int) {
        let month = month(name)
        #expect(month.days.dayCount == count)
        #expect(month.lastDay.day == count)
        #expect(month.next.firstDay == month.lastDay.adding(days: 1))
    }

    @Test func `months run on over years and back`() {
        let months = BillingMonth.months(from: month("2025-11"), to: month("2027-02"))
        #expect(months.count == 16)
        #expect(months.map(\.month) == [11, 12] + Array(1...12) + [1, 2])
        #expect(months.allSatisfy { $0.next.previous == $0 && $0.previous < $0 })
        #expect(month("2026-01").previous == month("2025-12"))
        #expect(BillingMonth.months(from: month("2026-02"), to: month("2026-01")).isEmpty)
    }

    @Test(arguments: [
        "2026-1", "2026-13", "2026-00", "26-01", "2026/01", "2026-01-01", " 2026-01", "2026-1a",
        "0000-01", "", "٢٠٢٦-٠١",
    ])
    func `what is no month is refused`(text: String) {
        #expect(BillingMonth(text) == nil)
    }

    @Test(arguments: [
        "2026-02-29", "2100-02-29", "2026-00-01", "2026-01-32", "2026-1-1", "20260101",
    ])
    func `what is no day is refused`(text: String) {
        #expect(CalendarDate(text) == nil)
    }

    @Test func `texts are read back`() {
        for name in ["0001-01", "2026-09", "9999-12"] { #expect(month(name).description == name) }
        for name in ["0001-01-01", "2028-02-29", "9999-12-31"] {
            #expect(day(name).description == name)
        }
    }

    @Test func `spans know what they share`() {
        let october = month("2026-10").days
        #expect(
            october.intersection(span("2026-10-31", "2026-11-02"))
                == span("2026-10-31", "2026-10-31"))
        #expect(october.intersection(span("2026-11-01", "2026-11-02")) == nil)
        #expect(!october.intersects(span("2026-09-01", "2026-09-30")))
        #expect(
            span("2025-12-31", "2026-02-01").months.map(\.description) == [
                "2025-12", "2026-01", "2026-02",
            ])
        #expect(DateSpan(from: day("2026-10-02"), to: day("2026-10-01")) == nil)
        #expect(span("2026-10-01", "2026-10-01").description == "2026-10-01")
    }
}
