package import UsageModel

extension ConnectClient {
    /// How many usage records the account has in all.
    package func recordCount() async throws(ConnectError) -> Int {
        let path = "/usage/records"
        let query = try QueryString([], limit: 0)
        let line = RequestLine(method: "GET", path: path, query: query.text)
        let answer = try await channel.get(path, query)
        try AnswerShape.expect("[", "an array", in: answer, line)
        guard let text = answer.headers["content-range"], let range = ContentRange(text) else {
            throw .undecodable(line, "no Content-Range header of the form 'items FIRST-LAST/TOTAL'")
        }
        return range.total
    }

    /// The days from the first to the last usage of a file's records, nil where it has none, or
    /// where a whole month between them has none: then the days of a span would say more than the
    /// records do.
    ///
    /// No order that the platform gives is relied on: the first start is found by asking for
    /// records that start before the earliest seen, the last end by asking for those that end after
    /// the latest, until there are none.
    /// - Throws: ``ConnectError/undecodable(_:_:)`` where the answers do not settle.
    package func recordDays(of file: UsageFileID) async throws(ConnectError) -> DateSpan? {
        let (rows, _) = try await reader.first(records(of: file), limit: 1)
        guard let any = rows.first else { return nil }
        let first = try await outermost(
            of: file, from: any, asking: { records(of: file, startingBefore: $0.start_date) },
            { $0.start_date < $1.start_date })
        let last = try await outermost(
            of: file, from: any, asking: { records(of: file, endingAfter: $0.end_date) },
            { $0.end_date > $1.end_date })
        let days = DateSpan(
            from: first.start_date.date, to: max(last.lastDay, first.start_date.date))
        let within = days.map(Self.monthsWithin) ?? []
        guard within.count <= Self.mostMonthsWithin else { return nil }
        for month in within {
            let (rows, _) = try await reader.first(records(of: file, startingIn: month), limit: 1)
            if rows.isEmpty { return nil }
        }
        return days
    }

    /// The months that lie wholly between the first and the last.
    private static func monthsWithin(_ days: DateSpan) -> ArraySlice<BillingMonth> {
        BillingMonth.months(from: BillingMonth(of: days.from), to: BillingMonth(of: days.to))
            .dropFirst().dropLast()
    }

    /// Nobody reports years of months in one file, and they would be as many questions: such a file
    /// is for a person to place.
    private static let mostMonthsWithin = 24

    /// The record that lies furthest out, found by asking for records beyond the furthest seen
    /// until there are none.
    private func outermost(
        of file: UsageFileID, from record: WireUsageRecord,
        asking question: (WireUsageRecord) -> Question<WireUsageRecord>,
        _ isFurther: (WireUsageRecord, WireUsageRecord) -> Bool
    ) async throws(ConnectError) -> WireUsageRecord {
        var furthest = record
        for _ in 0..<Self.mostRecordQuestions {
            let (beyond, _) = try await reader.first(
                question(furthest), limit: ListReader.pageSize)
            guard let next = beyond.min(by: isFurther) else { return furthest }
            furthest = next
        }
        throw .undecodable(
            RequestLine(method: "GET", path: "/usage/records"),
            "the first and last usage of '\(file)' were not found in "
                + "\(Self.mostRecordQuestions) questions")
    }

    /// Each question returns a page of up to 1000 records that lie further out: 50 reach through
    /// 50000 that come in the worst order.
    private static let mostRecordQuestions = 50

    private func records(
        of file: UsageFileID, startingBefore start: Timestamp
    ) -> Question<WireUsageRecord> {
        question(
            file, .lt("start_date", "\(start)"), order: "usage_start_time",
            satisfies: { $0.start_date < start })
    }

    private func records(
        of file: UsageFileID, startingIn month: BillingMonth
    ) -> Question<WireUsageRecord> {
        question(
            file, .and(RecordMonth.filters(month)), order: "usage_start_time",
            satisfies: { RecordMonth.holds($0.start_date, in: month) })
    }

    private func records(
        of file: UsageFileID, endingAfter end: Timestamp
    ) -> Question<WireUsageRecord> {
        // Latest start first brings the latest ends early.
        question(
            file, .gt("end_date", end), order: "-usage_start_time", satisfies: { $0.end_date > end }
        )
    }

    private func records(of file: UsageFileID) -> Question<WireUsageRecord> {
        question(file, nil, order: "usage_start_time", satisfies: { _ in true })
    }

    private func question(
        _ file: UsageFileID, _ filter: RQL?, order: String,
        satisfies: @escaping @Sendable (WireUsageRecord) -> Bool
    ) -> Question<WireUsageRecord> {
        .records(
            [.eq("usagefile.id", file.text)] + [filter].compactMap(\.self), order: order, id: \.id
        ) { $0.usagefile?.id == file.text && satisfies($0) }
    }
}
