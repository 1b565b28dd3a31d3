package import UsageModel

extension CellMachine {
    /// Where the machine stands.
    package enum Phase: Hashable, Sendable {
        case planned
        case deleting(Int)
        case creating
        /// A foreign draft is getting our marker.
        case adopting(UsageFileID)
        /// A create's answer was lost; so many lists have not shown the file.
        case searching(looks: Int)
        case uploading(UsageFileID)
        /// An upload's answer was lost; a list tells what became of it.
        case settling(UsageFileID)
        /// An upload was answered, and its own time is not known yet: it is not later than this.
        case pinning(UsageFileID, notAfter: Timestamp)
        /// The platform processes; the pin is its own time of our upload, once known.
        case awaiting(UsageFileID, Timestamp?)
        case gate(UsageFileID, Timestamp)
        case submitting(UsageFileID, Timestamp)
        /// A list shows what became of the submit; `failure` is what its answer said, if not yes.
        case confirming(UsageFileID, Timestamp, failure: Failure?, looks: Int)
        case finished(Outcome)
    }

    /// How a submit's answer failed.
    package enum Failure: Hashable, Sendable {
        case refused(String)
        case unknown(String)
    }

    /// What is to be done; exactly one at a time.
    package enum Effect: Hashable, Sendable {
        case create
        /// Gives a foreign draft our marker, before anything of ours is in it.
        case adopt(UsageFileID)
        case upload(UsageFileID)
        case submit(UsageFileID)
        case delete(UsageFileID)
        case list(Look)
        case finish(Outcome)
    }

    /// Why the machine wants a list; the controller batches lists of one kind over all cells.
    package enum Look: Hashable, Sendable {
        /// For a file of ours whose create was not answered, after a pause.
        case search
        /// For the end of processing, after a pause.
        case poll
        /// Of all of the contract and product, now.
        case beforeSubmit
        /// Of all of the contract and product, after the wave of submits.
        case afterSubmit

        /// Whether it shows every file of the contract and product, whenever it was created; the
        /// others show what was created since `earliestCreation(at:)`.
        package var isOfWholePairs: Bool { self == .beforeSubmit || self == .afterSubmit }
    }

    /// What happened.
    package enum Event: Hashable, Sendable {
        case created(UsageFileID)
        /// The foreign draft carries our marker.
        case adopted
        /// The upload is taken; what the answer tells of the platform's own time of it.
        case uploaded(UploadTime)
        case submitted
        case deleted
        /// The platform said no.
        case refused(String)
        /// It was not done, and may be tried again.
        case notSent(String)
        /// The answer is lost.
        case unknown(String)
        /// The files of the cell's contract and product that a proven list shows.
        case listed([UsageFile])
        case listFailed(String)
        /// The submit in hand was not sent: the list on which it rests is too old by now.
        case listGrewOld
        /// Time is up or the run stops.
        case interrupted(String)
    }
}

/// All that a machine has to know of its cell; nothing of it changes while the machine runs.
package struct CellOrder: Hashable, Sendable {
    /// Where the machine begins.
    package enum Begin: Hashable, Sendable {
        /// Only surplus is deleted.
        case nothing
        case create
        case adopt(UsageFileID)
        case upload(UsageFileID)
        case poll(UsageFileID, Timestamp?)
        case submit(UsageFileID, Timestamp)
    }

    package var cell: Cell
    package var identity: Identity
    package var begin: Begin
    package var surplus: [UsageFileID]
    /// Rows of the workbook that is, or was, uploaded.
    package var rows: Int
    /// Whether the content on the platform must be replaced once it can be: it is not today's.
    package var isStale: Bool
    package var submits: Bool
    package var disregarded: Set<UsageFileID>
    /// Files without a period that were submitted for other months when the plan was made.
    package var submittedElsewhere: Set<UsageFileID> = []
    /// The platform's time of the upload behind which this ledger has asked for a submit already.
    package var submittedPin: Timestamp?
    /// The platform's time of the upload that was there when the plan was made; nil for none.
    package var uploadedBefore: Timestamp?

    package init(
        cell: Cell, identity: Identity, begin: Begin, surplus: [UsageFileID] = [], rows: Int = 0,
        isStale: Bool = false, submits: Bool = true, disregarded: Set<UsageFileID> = []
    ) {
        self.cell = cell
        self.identity = identity
        self.begin = begin
        self.surplus = surplus
        self.rows = rows
        self.isStale = isStale
        self.submits = submits
        self.disregarded = disregarded
    }
}
