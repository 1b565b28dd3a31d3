package import UsageModel

/// A report's sums in a reader's words, the same in every form that is meant for people.
package struct ReportWords {
    package let report: DriftReport

    package init(_ report: DriftReport) {
        self.report = report
    }

    /// What was read, without whether it is proven.
    package var observed: [String] {
        let seen = report.observation
        return [
            CellWords.counted(seen.contracts, "contract"),
            CellWords.counted(seen.listings, "listing"),
            CellWords.counted(seen.products, "product"), CellWords.counted(seen.files, "file"),
            CellWords.counted(seen.requests, "request"),
        ]
    }

    package var months: String? {
        report.months.map { $0.from == $0.to ? "\($0.from)" : "\($0.from)..\($0.to)" }
    }

    /// Where the ledger stood behind the report, without its head; nil where it was not recorded.
    package var recorded: String? {
        report.ledger.map { "ledger: \(CellWords.counted($0.entries, "entry", "entries"))" }
    }

    /// The balance of the delivered records.
    package var conservation: String {
        let sums = report.conservation
        return "delivered \(sums.delivered) \(sums.balanced ? "=" : "≠") in files \(sums.inFiles) "
            + "+ held \(sums.held) + unattributed \(sums.unattributed)"
    }

    /// The sums of the cells with the tone of those that are not nothing.
    package var summary: [Span] {
        let sums = report.summary
        func sum(_ name: String, _ count: Int, _ tone: Tone) -> Span {
            Span("\(name) \(count)", count == 0 ? .plain : tone)
        }
        return [
            sum("obligations", sums.obligations, .plain), sum("in sync", sums.inSync, .good),
            sum("actionable", sums.actionable, .active), sum("waiting", sums.waiting, .busy),
            sum("held", sums.held, .bad), sum("overdue", sums.overdue, .bad),
        ]
    }

    /// The cells by state, in the order of the states' definition; words of a later version last.
    package var byState: [Span] {
        let counts = report.summary.byState
        let known = CellState.allCases.compactMap { state in
            counts[state.rawValue].map {
                Span("\(state.glyph) \(state.rawValue) \($0)", state.tone)
            }
        }
        let words = Set(CellState.allCases.map(\.rawValue))
        let others = counts.filter { !words.contains($0.key) }.sorted { $0.key < $1.key }
        return known + others.map { Span("\($0.key) \($0.value)") }
    }

    /// Whether there is nothing that anybody has to look at.
    package var isQuiet: Bool {
        report.observation.complete && report.observation.problems.isEmpty
            && report.conservation.balanced && report.unattributed.isEmpty
            && report.findings.isEmpty
            && report.errors.isEmpty
            && report.cells.allSatisfy { !$0.isDrift && $0.outcome == nil }
    }
}
