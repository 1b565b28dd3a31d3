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

    /// The days from the first to the last usage of a file's records, nil where it has none.
    ///
    /// The platform orders records by their start only; the last end is found by asking for records
    /// that end after the latest end seen, until there are none.
    /// - Throws: ``ConnectError/undecodable(_:_:)`` where the answers do not settle.
    package func recordDays(of file: UsageFileID) async throws(ConnectError) -> DateSpan? {
        let (earliest, _) = try await reader.first(records(of: file), limit: 1)
        guard let first = earliest.first else { return nil }
        var last = first
        for _ in 0..<Self.mostRecordQuestions {
            let (later, _) = try await reader.first(
                records(of: file, endingAfter: last.end_date), limit: ListReader.pageSize)
            guard let latest = later.max(by: { $0.end_date < $1.end_date }) else {
                return DateSpan(
                    from: first.start_date.date, to: max(last.lastDay, first.start_date.date))
            }
            last = latest
        }
        throw .undecodable(
            RequestLine(method: "GET", path: "/usage/records"),
            "the last usage of '\(file)' was not found in \(Self.mostRecordQuestions) questions")
    }

    /// Each question returns a page of up to 1000 records that end later: 50 reach through 50000
    /// that come in the worst order.
    private static let mostRecordQuestions = 50

    private func records(
        of file: UsageFileID, endingAfter end: Timestamp? = nil
    ) -> Question<WireUsageRecord> {
        var filters: [RQL] = [.eq("usagefile.id", file.text)]
        if let end { filters.append(.gt("end_date", end)) }
        return Question(
            path: "/usage/records", filters: filters,
            // Latest start first brings the latest ends early; the very first question is for the
            // earliest start.
            order: .arbitrary(end == nil ? "usage_start_time" : "-usage_start_time"), id: \.id,
            created: { _ in nil },
            satisfies: { record in
                record.usagefile?.id == file.text && end.map { record.end_date > $0 } ?? true
            },
            decode: { try JSON.decode([WireUsageRecord].self, from: $0) })
    }
}
