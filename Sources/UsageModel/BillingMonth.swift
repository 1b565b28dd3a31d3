/// A calendar month that is reported as a whole, `2026-10` for instance.
package struct BillingMonth: Hashable, Sendable {
    /// Months since January of year 0; arithmetic on it cannot forget a January.
    package let index: Int

    package init(index: Int) {
        self.index = index
    }

    /// The month, or nil where `month` is not 1 to 12 or `year` not 1 to 9999.
    package init?(year: Int, month: Int) {
        guard (1...9999).contains(year), (1...12).contains(month) else { return nil }
        index = year * 12 + month - 1
    }

    /// The month that holds a date.
    package init(of date: CalendarDate) {
        index = date.year * 12 + date.month - 1
    }

    package var year: Int { index / 12 }
    /// 1 to 12.
    package var month: Int { index % 12 + 1 }

    package var next: BillingMonth { BillingMonth(index: index + 1) }
    package var previous: BillingMonth { BillingMonth(index: index - 1) }

    package var firstDay: CalendarDate {
        CalendarDate(firstOf: month, in: year)
    }

    package var lastDay: CalendarDate { next.firstDay.adding(days: -1) }

    /// First to last day, both inclusive.
    package var days: DateSpan { DateSpan(first: firstDay, last: lastDay) }

    /// The months from `first` to `last`, both inclusive; empty where `last` is earlier.
    package static func months(from first: BillingMonth, to last: BillingMonth) -> [BillingMonth] {
        guard first <= last else { return [] }
        return (first.index...last.index).map(BillingMonth.init(index:))
    }
}

extension BillingMonth: Comparable {
    package static func < (left: BillingMonth, right: BillingMonth) -> Bool {
        left.index < right.index
    }
}

extension BillingMonth: CustomStringConvertible {
    /// `YYYY-MM`.
    package var description: String { "\(padded(year, to: 4))-\(padded(month, to: 2))" }

    /// Reads exactly `YYYY-MM`; nil for any other text.
    package init?(_ text: some StringProtocol) {
        let bytes = Array(text.utf8)
        guard bytes.count == 7, bytes[4] == UInt8(ascii: "-"), let year = digits(bytes[0..<4]),
            let month = digits(bytes[5..<7])
        else { return nil }
        self.init(year: year, month: month)
    }
}

extension BillingMonth: Codable {
    package init(from decoder: any Decoder) throws {
        let text = try decoder.singleValueContainer().decode(String.self)
        guard let month = BillingMonth(text) else {
            throw DecodingError.dataCorrupted(
                .init(codingPath: decoder.codingPath, debugDescription: "not a month: '\(text)'"))
        }
        self = month
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}
