import UsageModel

/// The month of a usage record: that in which it begins, in UTC.
enum RecordMonth {
    static func filters(_ month: BillingMonth) -> [RQL] {
        [
            .ge("start_date", Timestamp(startOf: month.firstDay)),
            .lt("start_date", "\(Timestamp(startOf: month.next.firstDay))"),
        ]
    }

    static func holds(_ start: Timestamp, in month: BillingMonth) -> Bool {
        BillingMonth(of: start.date) == month
    }
}
