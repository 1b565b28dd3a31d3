import UsageModel

/// Reads all rows of a question, and proves that it has all.
struct ListReader: Sendable {
    /// The platform's largest page.
    static let pageSize = 1000
    /// Passes over one question, repeated because totals moved or passes did not agree.
    static let mostPasses = 3

    let channel: Channel

    /// The outcome of one pass over the pages.
    private enum Pass<Row: Sendable> {
        case complete(PageCollector<Row>)
        /// Another pass may do better.
        case flawed(PageCollector<Row>, String)
        case broken(PageCollector<Row>, String)
    }

    /// Reads until a pass is proven, at most ``mostPasses`` times.
    ///
    /// One complete pass is proof where the rows stood on one page, or in an order in which new
    /// rows come last. Otherwise two passes in a row must find the same ids.
    func read<Row>(_ question: Question<Row>) async throws(ConnectError) -> Reading<Row> {
        var requests = 0
        var flaws: [String] = []
        var before: Set<String>?
        var rows: [Row] = []
        var total = 0
        for _ in 1...Self.mostPasses {
            let outcome = try await pass(question)
            switch outcome {
            case .complete(let collector):
                requests += collector.pages
                (rows, total) = (collector.rows, collector.total ?? 0)
                let ids = Set(rows.map(question.id))
                if collector.pages == 1 || question.isAppendOnly || before == ids
                    || !Protection.proofTwoReadings.isOn
                {
                    return Reading(rows: rows, total: total, requests: requests)
                }
                if let before {
                    flaws.append(
                        "two readings differ in \(before.symmetricDifference(ids).count) rows")
                }
                before = ids
            case .flawed(let collector, let flaw):
                requests += collector.pages
                (rows, total) = (collector.rows, collector.total ?? 0)
                flaws.append(flaw)
                before = nil
            case .broken(let collector, let flaw):
                return Reading(
                    rows: collector.rows, total: collector.total ?? 0,
                    requests: requests + collector.pages, problem: "\(question.path): \(flaw)")
            }
        }
        return Reading(
            rows: rows, total: total, requests: requests,
            problem: "\(question.path): no proof in \(Self.mostPasses) readings: "
                + (flaws.isEmpty ? "no two agreed" : flaws.joined(separator: ", then ")))
    }

    /// One pass; it ends, since each page but the last brings a row, and a total that moves ends
    /// it.
    private func pass<Row>(_ question: Question<Row>) async throws(ConnectError) -> Pass<Row> {
        var collector = PageCollector(question)
        while true {
            let page = try await page(of: question, at: collector.offset)
            switch collector.take(page.rows, contentRange: page.contentRange) {
            case .more: continue
            case .complete: return .complete(collector)
            case .moved(let from, let to):
                return .flawed(collector, "the total moved from \(from) to \(to)")
            case .flawed(let reason):
                // In an order in which new rows come last, a change under way explains no flaw.
                return question.isAppendOnly
                    ? .broken(collector, reason) : .flawed(collector, reason)
            case .broken(let reason): return .broken(collector, reason)
            }
        }
    }

    /// The number of rows that a question has; one row comes with it, so that an ignored filter
    /// shows.
    func count<Row>(_ question: Question<Row>) async throws(ConnectError) -> Int {
        try await first(question, limit: 1).total
    }

    /// The first rows of a question, in its order, held against its filter.
    func first<Row>(
        _ question: Question<Row>, limit: Int
    ) async throws(ConnectError) -> (rows: [Row], total: Int) {
        let page = try await page(of: question, at: 0, limit: limit)
        var collector = PageCollector(question)
        switch collector.take(page.rows, contentRange: page.contentRange) {
        case .more, .complete: return (collector.rows, collector.total ?? 0)
        case .flawed(let reason), .broken(let reason): throw .undecodable(page.line, reason)
        case .moved(let from, let to):
            throw .undecodable(page.line, "the total moved from \(from) to \(to)")
        }
    }

    private struct Page<Row: Sendable>: Sendable {
        var rows: [Row]
        var contentRange: String?
        var line: RequestLine
    }

    private func page<Row>(
        of question: Question<Row>, at offset: Int, limit: Int = pageSize
    ) async throws(ConnectError) -> Page<Row> {
        let query = try QueryString(
            question.filters + question.ordering, limit: limit, offset: offset)
        let answer = try await channel.get(question.path, query)
        let line = RequestLine(method: "GET", path: question.path, query: query.text)
        try AnswerShape.expect("[", "an array", in: answer, line)
        do {
            return Page(
                rows: try question.decode(answer.body),
                contentRange: answer.headers["content-range"], line: line)
        } catch {
            throw .undecodable(line, JSON.reason(of: error))
        }
    }
}
