import UsageModel

extension UsageRecord {
    /// Moves times outside a month to its first or last second; false where none was.
    ///
    /// What lies outside altogether, as a charge that an invoice makes up for, becomes usage of the
    /// whole month: the month that it is billed in.
    mutating func clip(to month: BillingMonth) -> Bool {
        let first = Timestamp(startOf: month.firstDay)
        let last = Self.lastSecond(of: month)
        let (before, after) = (start, end)
        // An end at the first instant of a month is the end of the one before; the last second
        // of a month has fractions.
        let isBefore = end < first || end == first && start < first
        let isOutside = isBefore || start >= Timestamp(startOf: month.next.firstDay)
        start = isOutside ? first : min(max(start, first), last)
        end = isOutside ? last : min(end, last)
        return start != before || end != after
    }

    /// Ends a record of the month that ends at the first instant of the next in the month's last
    /// second; false where it ends otherwise.
    ///
    /// Databases and meters write ends that are no more part of what they end; the platform's
    /// periods end with a second that is. A record wholly at that instant is not of this month.
    mutating func endWithin(_ month: BillingMonth) -> Bool {
        guard end == Timestamp(startOf: month.next.firstDay), start < end else { return false }
        end = max(start, Self.lastSecond(of: month))
        return true
    }

    private static func lastSecond(of month: BillingMonth) -> Timestamp {
        Timestamp(seconds: Timestamp(startOf: month.next.firstDay).seconds - 1)
    }
}
