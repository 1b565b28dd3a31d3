import Policy
package import UsageModel

/// One cell laid out for judgement: its obligation, its files by kind, and what the ledger knows.
package struct CellSituation: Sendable {
    package var cell: Cell
    package var obligation: Obligation
    package var contract: Contract?
    package var files: [PlacedFile]
    package var conflict: MarkerConflict?
    /// Files without a period that may cover the month.
    package var occupants: [UsageFile]
    /// The fields with which a file would be created now, nil where they cannot be filled.
    package var fields: FileFields?
    package var usage: CellUsage
    package var history: CellHistory
    package var resendAsked: Timestamp?
    /// Whether a person's approval is bound to the cell as it stands.
    package var isApproved: Bool
    /// Whether the approval is for the submit, which the policy leaves to a person.
    package var isSubmitApproved = false
    /// What the platform holds of submitted files, by item, where it was asked.
    package var platformTotals: [UsageFileID: [ItemTotal]] = [:]
    /// Submitted files whose records were asked for and not proven complete, and why.
    package var unprovenRecords: [UsageFileID: String] = [:]
    package var now: Timestamp
    /// Our own, by which others are told apart.
    package var identity: Identity?
    package var times: ProcessingTimes

    package var live: [PlacedFile] { files.filter(\.file.isLive) }
    package var submitted: [PlacedFile] { live.filter(\.file.status.isSubmitted) }
    package var unknownStatus: [PlacedFile] { live.filter { !$0.file.status.isKnown } }

    /// Ours that the distributor does not have: in work or rejected.
    package var oursOpen: [PlacedFile] {
        live.filter { $0.isOurs && !$0.file.status.isSubmitted && $0.file.status.isKnown }
    }

    /// Foreign files that were never given to the distributor and that the policy does not ignore.
    package var foreignOpen: [PlacedFile] {
        live.filter { placed in
            !placed.isOurs && !placed.file.status.isSubmitted && placed.file.status.isKnown
                && placed.file.status != .rejected && !isIgnored(placed.file)
        }
    }

    /// Foreign files that were never given to the distributor and that the policy ignores.
    package var foreignIgnored: [PlacedFile] {
        live.filter { placed in
            !placed.isOurs && isPassedOver(placed.file)
        }
    }

    package var foreignRejected: [PlacedFile] {
        live.filter { !$0.isOurs && $0.file.status == .rejected }
    }

    /// Whether a foreign file that was never submitted may be left out of account.
    ///
    /// Never that of an installation under another name: two that ignored each other could both
    /// submit.
    package func isIgnored(_ file: UsageFile) -> Bool {
        guard !file.wasSubmitted, maker(of: file) == nil else { return false }
        if obligation.policy.foreignDrafts == .ignore { return true }
        let age = now.since(file.events.latest ?? now)
        return age > obligation.policy.foreignDraftsIgnoredAfter
    }

    /// The installation of this program whose marker a file carries.
    func maker(of file: UsageFile) -> Identity? {
        file.externalID.flatMap { Marker(externalID: $0)?.identity }
    }

    /// Whether a file of others is a draft that the policy ignores.
    func isPassedOver(_ file: UsageFile) -> Bool { file.status.isKnown && isIgnored(file) }

    /// The days for which submitted files have to stand: the month, from the contract's start on.
    package var requiredDays: DateSpan {
        let month = cell.month.days
        guard let start = contract?.events.start else { return month }
        let clock = MonthClock(obligation.policy.months)
        return DateSpan(from: max(month.from, clock.day(of: start)), to: month.to) ?? month
    }

    /// Whether an intent of this ledger made a file; a create whose answer was lost counts for a
    /// file that appeared after its intent.
    package func isCreatedHere(_ file: UsageFile) -> Bool {
        if let known = history.files[file.id] { return known.createdHere }
        return history.explained(among: files.filter(\.isOurs).map(\.file)).contains {
            $0.id == file.id
        }
    }

    /// The ledger's upload of a file, if it made one.
    package func upload(of file: UsageFile) -> UploadHistory? { history.files[file.id]?.upload }
}
