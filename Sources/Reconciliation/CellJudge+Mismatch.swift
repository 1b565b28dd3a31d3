import UsageModel

// What was sent against what the source says now, where both are known.
extension CellJudge {
    /// What a comparison came to.
    struct Comparison {
        var difference: UsageDifference
        /// What differs, as a sentence; nil where nothing does.
        var message: String?
    }

    /// The submitted files against the source; nil where either is not known.
    var comparison: Comparison? { comparisonOfOurs ?? comparisonOfOthers }

    func mismatch(_ comparison: Comparison?) -> Assessment? {
        guard let comparison, let message = comparison.message else { return nil }
        var assessment = held(
            .mismatch, .mismatch, message + "; late usage is never sent by itself",
            next: NextCommand.acknowledge(cell.description))
        assessment.difference = comparison.difference
        return assessment
    }

    /// Our own file, which somebody else uploaded again before it was submitted: the rows that
    /// distributors bill are not those that the ledger knows.
    ///
    /// Where this ledger did not submit, another installation under the same name took the file
    /// over, uploaded its own rows, and answers for them.
    func overwritten() -> Assessment? {
        guard Protection.pinnedUpload.isOn,
            let ours = situation.submitted.first(where: \.isOurs)?.file,
            situation.history.files[ours.id]?.submitTried == true, isUploadedByOthers(ours)
        else { return nil }
        return held(
            .mismatch, .mismatch,
            "'\(ours.id)' was uploaded again by somebody else before it was submitted, so its rows "
                + "are not those that this ledger sent: compare them in the portal, and ask the "
                + "distributor to reject it if they are wrong",
            next: NextCommand.acknowledge(cell.description))
    }

    /// Our own file as we uploaded it, of which the platform holds another number of records than
    /// were sent: we do not submit such a file, but a person may have.
    func miscounted() -> Assessment? {
        guard Protection.countsAgree.isOn,
            let ours = situation.submitted.first(where: \.isOurs)?.file, isPinned(ours),
            let sent = situation.upload(of: ours)?.sent, let count = ours.stats.uploaded,
            count != sent.rows
        else { return nil }
        return held(
            .mismatch, .mismatch,
            "'\(ours.id)' was sent with \(sent.rows) records, and the platform counts \(count) of "
                + "them: report the others with the distributor, who may reject it",
            next: NextCommand.acknowledge(cell.description))
    }

    /// Our own file, whose rows the ledger knows by their digest; not one whose last upload is not
    /// known to be in it, as it was never answered or somebody else uploaded: its rows only the
    /// platform knows.
    private var comparisonOfOurs: Comparison? {
        guard let ours = situation.submitted.first(where: \.isOurs)?.file,
            let sent = situation.upload(of: ours)?.sent, isPinned(ours)
        else { return nil }
        let before = "'\(ours.id)' was sent with \(sent.rows) records, the source "
        switch situation.usage.answer {
        case .records where situation.usage.digest != sent.digest:
            let difference = UsageDifference(
                sent: sent.items, now: situation.usage.sent?.items ?? [], basis: .ledger)
            return Comparison(
                difference: difference,
                message: before
                    + "has \(situation.usage.rows) now and they differ: \(difference)")
        case .zero where sent.rows > 0 && !sent.items.allSatisfy({ $0.quantity.isZero }):
            let difference = UsageDifference(sent: sent.items, now: [], basis: .ledger)
            return Comparison(
                difference: difference, message: before + "attests zero now: \(difference)")
        case .records, .zero:
            let difference = UsageDifference(sent: sent.items, now: sent.items, basis: .ledger)
            return Comparison(difference: difference)
        case .unknown, .notFetched: return nil
        }
    }

    /// Files that others made, by what the platform holds of them; several that tile the month
    /// are taken together.
    private var comparisonOfOthers: Comparison? {
        let files = situation.submitted.map(\.file.id)
        let totals = files.compactMap { situation.platformTotals[$0] }
        let now: [ItemTotal]
        switch situation.usage.answer {
        case .records: now = situation.usage.sent?.items ?? []
        case .zero: now = []
        case .unknown, .notFetched: return nil
        }
        guard !files.isEmpty, totals.count == files.count else { return nil }
        let difference = UsageDifference(
            sent: Array(totals.joined()), now: now, basis: .platform)
        guard !difference.items.isEmpty else { return Comparison(difference: difference) }
        let names = files.map { "'\($0)'" }.joined(separator: " and ")
        let holds = files.count == 1 ? "holds" : "hold"
        return Comparison(
            difference: difference,
            message: "the source differs now from what \(names) \(holds) on Connect: "
                + "\(difference)")
    }
}
