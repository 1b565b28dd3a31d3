import UsageModel

/// A row of `/usage/records`, as far as it is needed here.
struct WireUsageRecord: Decodable, Sendable {
    struct File: Decodable, Sendable { var id: String? }

    var id: String
    var start_date: Timestamp
    var end_date: Timestamp
    var usagefile: File?

    /// The last day that the record covers: an end at midnight is the end of the day before.
    var lastDay: CalendarDate {
        let isExclusive = end_date > start_date && end_date == Timestamp(startOf: end_date.date)
        return isExclusive ? end_date.date.adding(days: -1) : end_date.date
    }
}
