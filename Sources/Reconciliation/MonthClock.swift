import Foundation
package import Policy
package import UsageModel

/// When months end, close and fall due under a policy's rules.
package struct MonthClock: Sendable {
    private let rules: MonthRules
    private let zone: TimeZone

    /// An unknown zone counts as UTC; policies with one are refused when they are read.
    package init(_ rules: MonthRules) {
        self.rules = rules
        zone = TimeZone(identifier: rules.timeZone) ?? .gmt
    }

    /// The instant from which a month counts as closed: it ended in UTC and in the policy's zone,
    /// and the close delay is over.
    package func closedAt(_ month: BillingMonth) -> Timestamp {
        let nextDay = month.next.firstDay
        return max(Timestamp(startOf: nextDay), start(of: nextDay)).adding(rules.closeDelay)
    }

    package func isClosed(_ month: BillingMonth, at now: Timestamp) -> Bool {
        closedAt(month) <= now
    }

    /// The latest month that is closed.
    package func lastClosed(at now: Timestamp) -> BillingMonth {
        var month = BillingMonth(of: now.date)
        while !isClosed(month, at: now) { month = month.previous }
        return month
    }

    /// The last day on which a submitted file is in time.
    package func due(_ month: BillingMonth) -> CalendarDate {
        month.next.firstDay.adding(days: rules.due - 1)
    }

    /// The first instant after the due day.
    package func overdueFrom(_ month: BillingMonth) -> Timestamp {
        start(of: due(month).adding(days: 1))
    }

    /// The day at which an instant lies in the policy's zone.
    package func day(of instant: Timestamp) -> CalendarDate {
        instant.adding(.seconds(offset(at: instant))).date
    }

    /// The first instant of a day in the policy's zone.
    private func start(of date: CalendarDate) -> Timestamp {
        let utc = Timestamp(startOf: date)
        // The offset is that of the local time sought; a second look settles days on which it
        // changes.
        let guess = utc.adding(.seconds(-offset(at: utc)))
        let start = utc.adding(.seconds(-offset(at: guess)))
        // Where clocks skip midnight the two never agree; the day then begins with the later one.
        return offset(at: start) == offset(at: guess) ? start : max(guess, start)
    }

    private func offset(at instant: Timestamp) -> Int {
        zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(instant.seconds)))
    }
}
