package import UsageModel

/// How submitted files cover a month.
package enum Coverage: Hashable, Sendable {
    case none
    /// Every day once.
    case full(files: Int)
    /// Two files speak for the same days.
    case overlap(UsageFileID, UsageFileID, DateSpan)
    /// Days that no file speaks for.
    case gaps([DateSpan])

    /// The coverage of the days that have to be covered.
    package init(of files: [PlacedFile], required: DateSpan) {
        let spans = files.compactMap { placed in placed.days.map { (placed.file.id, $0) } }
            .sorted { ($0.1.from, $0.1.to, $0.0) < ($1.1.from, $1.1.to, $1.0) }
        guard !spans.isEmpty else {
            self = .none
            return
        }
        for (earlier, later) in zip(spans, spans.dropFirst()) {
            if let shared = earlier.1.intersection(later.1) {
                self = .overlap(earlier.0, later.0, shared)
                return
            }
        }
        let gaps = Self.gaps(between: spans.map(\.1), required: required)
        self = gaps.isEmpty ? .full(files: spans.count) : .gaps(gaps)
    }

    private static func gaps(between spans: [DateSpan], required: DateSpan) -> [DateSpan] {
        var gaps: [DateSpan] = []
        var next = required.from
        for span in spans {
            if let gap = DateSpan(from: next, to: min(span.from.adding(days: -1), required.to)) {
                gaps.append(gap)
            }
            next = max(next, span.to.adding(days: 1))
        }
        if let rest = DateSpan(from: next, to: required.to) { gaps.append(rest) }
        return gaps
    }
}
