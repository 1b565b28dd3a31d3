import UsageModel

/// Takes the pages of one pass over a question and holds them against the clauses of the proof.
///
/// A pass is complete when each page is what `Content-Range` says of it, the total is the same from
/// first page to last, every row satisfies the filter that was sent, no id comes twice, the rows
/// stand in the order that was asked for, and there are as many as the total.
struct PageCollector<Row: Sendable> {
    /// What a page means for the pass.
    enum Verdict: Equatable {
        case more
        case complete
        /// The total is another than on the pages before: the list changed while it was read.
        case moved(from: Int, to: Int)
        /// The pass proves nothing; why, with figures.
        case flawed(String)
        /// The platform did not do what was asked, so that no further pass can prove anything.
        case broken(String)
    }

    private let question: Question<Row>
    private(set) var rows: [Row] = []
    private(set) var total: Int?
    private(set) var pages = 0
    private var ids: Set<String> = []

    init(_ question: Question<Row>) {
        self.question = question
    }

    /// The offset of the next page: what was received, not what was asked for, since the platform
    /// cuts a limit in silence.
    var offset: Int { rows.count }

    mutating func take(_ page: [Row], contentRange: String?) -> Verdict {
        pages += 1
        guard let contentRange else { return .broken("page \(pages) has no Content-Range header") }
        guard let range = ContentRange(contentRange) else {
            return .broken(
                "page \(pages) has the Content-Range '\(contentRange)', "
                    + "expected 'items FIRST-LAST/TOTAL'")
        }
        if Protection.proofStableTotal.isOn, let total, total != range.total {
            return .moved(from: total, to: range.total)
        }
        total = range.total
        if let reason = mismatch(of: page, with: range) { return .broken(reason) }
        if let reason = add(page) { return reason }
        return verdict(afterRows: page.count, total: range.total)
    }

    /// Why the header does not describe the page, nil where it does.
    ///
    /// For a page without rows the platform writes `OFFSET-OFFSET`, so bounds then say nothing.
    private func mismatch(of page: [Row], with range: ContentRange) -> String? {
        guard !page.isEmpty, let bounds = range.bounds else { return nil }
        if bounds.lowerBound != offset {
            return "page \(pages) begins at row \(bounds.lowerBound), asked for was \(offset)"
        }
        if bounds.count != page.count {
            return "page \(pages) has \(page.count) rows, its Content-Range says \(bounds.count)"
        }
        return nil
    }

    private mutating func add(_ page: [Row]) -> Verdict? {
        for row in page {
            let id = question.id(row)
            guard question.satisfies(row) || !Protection.proofFilter.isOn else {
                return .broken(
                    "row '\(id)' does not satisfy the filter that was sent, "
                        + "so the platform ignored the filter")
            }
            guard ids.insert(id).inserted || !Protection.proofDistinctIDs.isOn else {
                return .flawed(
                    "row '\(id)' came twice, after \(rows.count) of \(total ?? 0) rows")
            }
            rows.append(row)
        }
        return nil
    }

    private func verdict(afterRows count: Int, total: Int) -> Verdict {
        if rows.count > total {
            return .flawed("\(rows.count) rows came, the total is \(total)")
        }
        if rows.count < total, Protection.proofEveryPage.isOn {
            return count > 0
                ? .more : .flawed("page \(pages) is empty after \(rows.count) of \(total) rows")
        }
        // On one page the order decides nothing: all rows came in one answer.
        if pages > 1, Protection.proofOrder.isOn, let reason = disorder() { return .broken(reason) }
        return .complete
    }

    /// The first place where the rows are not in the order asked for.
    private func disorder() -> String? {
        if case .arbitrary = question.order { return nil }
        for (earlier, later) in zip(rows, rows.dropFirst()) {
            guard let first = question.created(earlier) else { return undated(earlier) }
            guard let second = question.created(later) else { return undated(later) }
            let inOrder =
                first < second
                || first == second
                    && (!question.isAppendOnly || question.id(earlier) < question.id(later))
            if !inOrder {
                return "row '\(question.id(later))' (\(second)) comes after "
                    + "'\(question.id(earlier))' (\(first)), so the platform ignored the order"
            }
        }
        return nil
    }

    private func undated(_ row: Row) -> String {
        "row '\(question.id(row))' has no time of creation, so the order cannot be verified"
    }
}
