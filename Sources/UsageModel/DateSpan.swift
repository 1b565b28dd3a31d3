/// Days from `from` to `to`, both inclusive: the form in which Connect writes a period.
package struct DateSpan: Hashable, Sendable, Codable {
    package let from: CalendarDate
    package let to: CalendarDate

    /// The span, or nil where it would end before it begins.
    package init?(from: CalendarDate, to: CalendarDate) {
        guard from <= to else { return nil }
        self.from = from
        self.to = to
    }

    /// A span whose ends are known to be in order.
    init(first: CalendarDate, last: CalendarDate) {
        from = first
        to = last
    }

    package var dayCount: Int { to.daysSinceEpoch - from.daysSinceEpoch + 1 }

    package func intersects(_ other: DateSpan) -> Bool {
        from <= other.to && other.from <= to
    }

    /// The days that both spans have, nil where there is none.
    package func intersection(_ other: DateSpan) -> DateSpan? {
        DateSpan(from: max(from, other.from), to: min(to, other.to))
    }

    /// Every month that has a day in the span, in order.
    package var months: [BillingMonth] {
        BillingMonth.months(from: BillingMonth(of: from), to: BillingMonth(of: to))
    }
}

extension DateSpan: CustomStringConvertible {
    package var description: String { from == to ? "\(from)" : "\(from)..\(to)" }
}
