import UsageModel

/// What would have been sent against what others sent: the evidence on which a vendor goes live.
struct ComparisonSection {
    let comparison: ShadowComparison
    /// The report of the page, to whose cells the lines lead.
    let report: DriftReport
    let now: Timestamp

    /// Lines of the page; the API and `report shadow` have the rest.
    private static let shown = 200
    /// A comparison that is older than this before the report is over: the vendor went live.
    private static let longest: Duration = .seconds(LatestComparison.looksBack * 86_400)

    init(_ comparison: ShadowComparison, report: DriftReport, now: Timestamp) {
        self.comparison = comparison
        self.report = report
        self.now = now
    }

    /// Nothing before the first comparison, and nothing once it is long over.
    var html: HTML {
        guard let asOf = comparison.asOf, report.asOf.since(asOf) <= Self.longest else { return "" }
        let known = Set(report.cells.map(\.cell))
        return ListTable(
            id: "comparison", title: "Compared with what others sent",
            caption: "Each cell's verdict, and for how many days it has been the same; what is not "
                + "equal comes first",
            columns: ["Cell", "Verdict", "Days", "Files", "Difference or objection"], numeric: [2],
            lead: lead(asOf), tail: rest,
            rows: lines.prefix(Self.shown).map { row($0, isLink: known.contains($0.cell)) }
        ).html
    }

    private func lead(_ asOf: Timestamp) -> HTML {
        let days = CellWords.counted(comparison.comparisons, "day")
        return """
            <p>Compared at \(asOf) (\(AgeText.of(now.since(asOf))) ago), on \(days) so far. \
            <small><code>usagectl report shadow</code></small></p>
            \(totals)
            """
    }

    /// How many cells came to each verdict.
    private var totals: HTML {
        let items = ShadowVerdict.allCases.compactMap { verdict -> HTML? in
            let count = comparison.count(verdict)
            return count == 0 ? nil : "<li>\(Self.chip(verdict, " <b>\(count)</b>"))</li>"
        }
        guard !items.isEmpty else { return "" }
        return "<ul class=\"chips\" aria-label=\"Compared cells by verdict\">\(items)</ul>\n"
    }

    private static func chip(_ verdict: ShadowVerdict, _ more: HTML = "") -> HTML {
        """
        <span class="chip \(verdict.shade.rawValue)"><span aria-hidden="true">\(verdict.glyph)\
        </span> \(verdict.words)\(more)</span>
        """
    }

    /// What needs a look comes first.
    private var lines: [ShadowLine] {
        ShadowVerdict.allCases.flatMap { verdict in
            comparison.cells.filter { $0.verdict == verdict }
        }
    }

    private func row(_ line: ShadowLine, isLink: Bool) -> HTML {
        let names = [line.contractName, line.productName].compactMap(\.self).map { name -> HTML in
            "<bdi>\(name)</bdi>"
        }
        let id: HTML =
            isLink
            ? "<a href=\"\(PagePath.cell(line.cell))\">\(line.cell)</a>" : "\(line.cell)"
        let name: HTML = names.isEmpty ? "" : "<br><small>\(HTML(names, separator: ", "))</small>"
        let reasons = line.reasons.joined(separator: "; ")
        let files = line.files.map { file -> HTML in "<code>\(file)</code>" }
        return """
            <tr><th scope="row">\(id)\(name)</th>\
            <td class="whole">\(Self.chip(line.verdict))</td><td class="n">\(line.days)</td>\
            <td>\(HTML(files, separator: "<br>"))</td>\
            <td>\(reasons.isEmpty ? "none" : reasons)</td></tr>

            """
    }

    private var rest: HTML {
        let more = comparison.cells.count - Self.shown
        guard more > 0 else { return "" }
        return """
            <p class="muted">And \(CellWords.counted(more, "more cell")): \
            <code>usagectl report shadow</code></p>

            """
    }
}
