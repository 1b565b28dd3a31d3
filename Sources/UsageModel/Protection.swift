/// The protections against billing twice, by name, each consulted in exactly the place where it
/// protects.
///
/// A test may switch one off, to show that without it the verification fails: a protection whose
/// absence nobody notices is a missing test. In a release build there is no switch.
package enum Protection: String, Sendable, CaseIterable {
    /// The intent of a write is in the ledger before its request is sent.
    case intentFirst
    /// After a create without an answer the file is searched for before another is made.
    case searchBeforeCreate
    /// A submit follows a list that was taken after the file became ready.
    case listBeforeSubmit
    /// That list shows all files of the contract and product, however old.
    case wholeListBeforeSubmit
    /// That list was asked for a short while ago.
    case freshListBeforeSubmit
    /// A submit needs a list without another live file in the cell.
    case noOtherLiveFile
    /// A submit needs the very upload that was made here and answered.
    case pinnedUpload
    /// An upload is known by a time that is not later than its answer.
    case uploadBeforeItsAnswer
    /// The platform counts as many rows as were sent.
    case countsAgree
    /// A file whose content is not today's is uploaded again before it is submitted.
    case staleUploadedAgain
    /// The list behind a submit tells of a second submitted file, and of rows of somebody else.
    case reportAfterSubmit
    /// Leave that a person has taken back meanwhile stops the writes that rest on it.
    case leaveStillGiven
    /// Surplus is deleted only beside a file that stays.
    case survivorStays
    /// The marker names the installation, so that another's files are foreign.
    case identityInMarker
    /// A file with an unknown status occupies its cell.
    case unknownStatusOccupies
    /// A file of another ledger is left alone until it was quiet for a while.
    case waitBeforeTakeover
    /// A write is sent once, whatever its answer.
    case noWriteRetry

    /// All pages of a list are fetched.
    case proofEveryPage
    /// No row comes twice.
    case proofDistinctIDs
    /// The total is the same from first page to last.
    case proofStableTotal
    /// Rows over several pages stand in the order that was asked for.
    case proofOrder
    /// Each row satisfies the filter that was sent.
    case proofFilter
    /// A list without a useful order is read until two readings agree.
    case proofTwoReadings
    /// Every usage file that the ledger knows is seen again, or its absence explained.
    case proofKnownFiles
    /// An account without usage files is believed only if it has no usage records.
    case proofEmptyAccount
    /// The number of contracts has not fallen by more than 5 %.
    case proofContracts
    /// The ledger belongs to this endpoint, key and identity.
    case proofBinding
    /// The clock is within five minutes of the platform's.
    case proofClock

    #if DEBUG
        /// The protections that a test has switched off, for the task that it runs in.
        @TaskLocal package static var off: Set<Protection> = []

        package var isOn: Bool { !Self.off.contains(self) }
    #else
        package var isOn: Bool { true }
    #endif
}
