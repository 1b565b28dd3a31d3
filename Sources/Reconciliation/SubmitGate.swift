package import UsageModel

/// The last look before a submit: the guarantee that no cell gets a second submitted file.
///
/// A submit is allowed only if a list of the cell's contract and product, taken after our own file
/// became ready, shows our file still ready with the upload that we made, and no other live file in
/// the cell, save foreign drafts that the policy ignores. Two controllers that both follow it
/// cannot both submit: of two files the later one's list contains the earlier one, because lists
/// show a prefix of history.
package struct SubmitGate {
    package enum Verdict: Hashable, Sendable {
        case open
        /// The list does not show our file as ready (yet); a later list may.
        case notYet
        case shut(String)
    }

    /// How long a list opens the gate: somebody may submit by hand behind it, and a machine may
    /// have been asleep since.
    package static let openFor = Duration.seconds(60)

    package let cell: Cell
    package let file: UsageFileID
    /// The platform's own time of our upload.
    package let pin: Timestamp
    package let rows: Int
    package let identity: Identity
    /// Files that the plan has judged and left out of account: ignored foreign drafts, files
    /// without
    /// a period that belong elsewhere.
    package let disregarded: Set<UsageFileID>
    /// Those among them that were submitted when the plan placed them elsewhere.
    package let submittedElsewhere: Set<UsageFileID>

    package init(
        cell: Cell, file: UsageFileID, pin: Timestamp, rows: Int, identity: Identity,
        disregarded: Set<UsageFileID>, submittedElsewhere: Set<UsageFileID> = []
    ) {
        self.cell = cell
        self.file = file
        self.pin = pin
        self.rows = rows
        self.identity = identity
        self.disregarded = disregarded
        self.submittedElsewhere = submittedElsewhere
    }

    /// Judges a list of the cell's contract and product.
    package func verdict(on list: [UsageFile]) -> Verdict {
        guard let own = list.first(where: { $0.id == file }) else { return .notYet }
        if Protection.noOtherLiveFile.isOn, let other = others(in: list).first {
            return .shut("'\(other.id)' (\(other.status.word)) is in this cell too")
        }
        guard own.status == .ready else {
            return own.status.isInFlight
                ? .notYet : .shut("'\(file)' is \(own.status.word) and no longer ready")
        }
        guard own.period == cell.month.days,
            FileMatching.ownMarker(of: own, identity: identity)?.cell == cell
        else { return .shut("'\(file)' does not say any more that it is of this cell") }
        guard own.events.uploaded?.at == pin || !Protection.pinnedUpload.isOn else {
            return .shut("'\(file)' was uploaded again by somebody else")
        }
        if let problem = CountCheck.problem(of: own, rows: rows) { return .shut(problem) }
        return .open
    }

    /// Whether a submit may still rest on a list.
    ///
    /// - Parameters:
    ///   - age: how long ago the list was asked for.
    ///   - longest: how long it may be acted upon.
    package static func isOpen(behindListOf age: Duration, for longest: Duration = openFor) -> Bool
    {
        age <= longest || !Protection.freshListBeforeSubmit.isOn
    }

    /// The other live files that are in the cell or may cover it and that count.
    ///
    /// A draft that was left out of account counts as soon as its maker has submitted it.
    package func others(in list: [UsageFile]) -> [UsageFile] {
        list.filter { other in
            // What is only staged to be checked stands for no month until somebody submits it.
            guard other.id != file, other.isLive, other.probe == nil,
                other.contract == cell.contract, other.product == cell.product
            else { return false }
            let isMarked = FileMatching.ownMarker(of: other, identity: identity)?.cell == cell
            guard isMarked || other.period?.intersects(cell.month.days) ?? true else {
                return false
            }
            // What the provider has refused stands for nothing, until its maker sends it again.
            if !isMarked, other.status == .rejected { return false }
            guard disregarded.contains(other.id) else { return true }
            // A word that this version does not know may say that it was submitted.
            return (other.status.isSubmitted || !other.status.isKnown)
                && !submittedElsewhere.contains(other.id)
        }
    }
}
